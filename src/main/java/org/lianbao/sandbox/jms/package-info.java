/** A simulator's line to the hub's broker. */
package org.lianbao.sandbox.jms;
