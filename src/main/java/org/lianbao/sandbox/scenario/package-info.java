/** Named journeys: what is applied for, what partners, county and window do, and how it ends. */
package org.lianbao.sandbox.scenario;
