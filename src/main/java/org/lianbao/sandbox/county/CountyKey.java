package org.lianbao.sandbox.county;

import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;

/** Application key and secret of the county; both directions sign with the same pair. */
public record CountyKey(String appKey, String secret) {

  /** What the county cannot work without. */
  public static final Needs NEEDS = Needs.of("county", "app-key", "secret");

  public static CountyKey of(Agreed agreed) {
    return new CountyKey(agreed.text("app-key"), agreed.text("secret"));
  }
}
