/**
 * The event log in the database: writes what the procedure decides, and reads it back for those who
 * ask. The only place that touches the tables of the case record.
 */
package org.lianbao.cases.log;
