/**
 * The pure core of the case record: tidings come in, events come out, and the case file is their
 * fold. Nothing here knows a database, a framework or the time.
 */
package org.lianbao.cases.procedure;
