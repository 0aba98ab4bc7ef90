/** A small strict HTTP door over the JDK's own server, without Spring. */
package org.lianbao.sandbox.web;
