/** The approval department (XZSP): rows in exchange tables, in a database of its own. */
package org.lianbao.sandbox.approval;
