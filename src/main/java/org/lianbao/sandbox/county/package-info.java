/** The county's approval system (GGXT): posts applications, keeps every status it is told. */
package org.lianbao.sandbox.county;
