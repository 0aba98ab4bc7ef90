/**
 * Who each partner is: its manifest, the roles it plays, the order kinds it takes, the fields it
 * may see, its settings. All of it is read from the partner folders and from settings; no partner
 * is named here.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.partners;
