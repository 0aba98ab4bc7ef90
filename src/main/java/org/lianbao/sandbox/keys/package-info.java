/** What the hub wrote down for its partners: names, secrets and key files. */
package org.lianbao.sandbox.keys;
