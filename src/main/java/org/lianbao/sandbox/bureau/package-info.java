/** The data bureau (DSJ): takes the record of handling and credit records; reports nothing. */
package org.lianbao.sandbox.bureau;
