/** The power grid (DL): SOAP in, SOAP callbacks out. */
package org.lianbao.sandbox.power;
