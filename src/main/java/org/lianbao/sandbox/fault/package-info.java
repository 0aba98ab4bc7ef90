/** What goes wrong at a simulator on request, for a time: one board for all of them. */
package org.lianbao.sandbox.fault;
