/**
 * The gate through which partner folders come into force: what runs is a copy of the text last
 * found good; a change is checked, tried out, put in place and, if it does not start, put back.
 */
package org.lianbao.routing.gate;
