package org.lianbao.sandbox.keys;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the hub and one partner agreed on; every value is text exactly as written.
 *
 * @param data where relative file names start
 */
public record Agreed(String partner, Map<String, String> values, Path data) {

  /** How the hub's settings write its data folder. */
  private static final String DATA = "${lianbao.data}/";

  public Agreed {
    values = Map.copyOf(values);
  }

  /** The value under this key, which is there because the partner's simulator needs it. */
  public String text(String key) {
    var value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("lianbao.partners." + partner + "." + key + " is not set");
    }
    return value;
  }

  /** The value under this key, or what goes without saying. */
  public String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  /** The file or folder that is named under this key, as the hub would find it. */
  public Path file(String key) {
    var named = text(key);
    return data.resolve(named.startsWith(DATA) ? named.substring(DATA.length()) : named);
  }
}
