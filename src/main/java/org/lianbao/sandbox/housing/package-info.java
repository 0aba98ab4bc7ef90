/** The housing authority (ZJJ): drawing reviews and joint acceptances in sealed JSON, both ways. */
package org.lianbao.sandbox.housing;
