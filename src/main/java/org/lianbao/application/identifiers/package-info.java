/** Identifiers the state gives out, each with its own algorithm; no value is ever quoted. */
package org.lianbao.application.identifiers;
