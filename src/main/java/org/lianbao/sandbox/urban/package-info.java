/** The urban management bureau (CGJ): REST with a token, a no inside a 200, callbacks by kind. */
package org.lianbao.sandbox.urban;
