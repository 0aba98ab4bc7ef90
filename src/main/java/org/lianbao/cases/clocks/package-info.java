/**
 * The limits of a case: which run, until when and why. A function of the case file, the edition of
 * the rules and the working calendar; knows no database, no framework and no time of its own.
 */
package org.lianbao.cases.clocks;
