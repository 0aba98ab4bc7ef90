/** The gas company (RQ): two queues on the hub's broker. */
package org.lianbao.sandbox.gas;
