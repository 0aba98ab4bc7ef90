/** The heating company (RL): CSV files over SFTP, in batches. */
package org.lianbao.sandbox.heat;
