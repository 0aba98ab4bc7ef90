/** The blank form as the contract describes it, a filled one, and the faults found in it. */
package org.lianbao.application.form;
