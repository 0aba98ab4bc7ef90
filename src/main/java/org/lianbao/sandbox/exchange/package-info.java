/** Exchange databases (前置库) of those who exchange rows, on one server of the sandbox. */
package org.lianbao.sandbox.exchange;
