/** The water company (SW): signed forms in, progress by polling. */
package org.lianbao.sandbox.water;
