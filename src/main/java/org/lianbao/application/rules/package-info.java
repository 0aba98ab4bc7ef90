/** Rules that look at several fields of the form together. */
package org.lianbao.application.rules;
