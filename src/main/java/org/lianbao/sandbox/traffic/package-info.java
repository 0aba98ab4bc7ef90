/** The traffic police (JJ): GBK XML files with .sm3 sidecars, carried between folders. */
package org.lianbao.sandbox.traffic;
