/** What every simulated utility has: a journal, a book of orders, and a pace. */
package org.lianbao.sandbox.desk;
