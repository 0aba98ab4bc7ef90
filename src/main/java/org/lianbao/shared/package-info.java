/**
 * What every room stands on: the clock, digests, JSON, problems told to people. It knows nothing of
 * cases, partners or the web framework beyond the problem document.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package org.lianbao.shared;
