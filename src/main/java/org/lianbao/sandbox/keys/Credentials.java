package org.lianbao.sandbox.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub and its partners agreed on, one part per partner; every value is text exactly as
 * written. File names are as written: relative ones start at the data directory.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Credentials(County county, Water water, Power power, Gas gas, Heat heat) {

  /** Both directions sign with the same pair. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record County(@JsonProperty("app-key") String appKey, String secret) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Water(@JsonProperty("app-key") String appKey, String secret) {
    public Water {
      appKey = appKey == null ? "PYXBZ" : appKey;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Power(String secret) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gas(
      @JsonProperty("broker-user") String user,
      @JsonProperty("broker-password") String password,
      String secret) {
    public Gas {
      user = user == null ? "gas" : user;
    }
  }

  /** The hub's key (its public part is enough) and the SFTP server's own. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Heat(
      String user,
      @JsonProperty("private-key") String clientKey,
      @JsonProperty("host-key") String hostKey) {
    public Heat {
      user = user == null ? "lianbao" : user;
    }
  }

  public Credentials {
    county = county == null ? new County(null, null) : county;
    water = water == null ? new Water(null, null) : water;
    power = power == null ? new Power(null) : power;
    gas = gas == null ? new Gas(null, null, null) : gas;
    heat = heat == null ? new Heat(null, null, null) : heat;
  }

  /** The settings that must have a value and have none. */
  List<String> missing() {
    var needed = new LinkedHashMap<String, String>();
    needed.put("county.app-key", county.appKey);
    needed.put("county.secret", county.secret);
    needed.put("water.secret", water.secret);
    needed.put("power.secret", power.secret);
    needed.put("gas.broker-password", gas.password);
    needed.put("gas.secret", gas.secret);
    needed.put("heat.private-key", heat.clientKey);
    needed.put("heat.host-key", heat.hostKey);
    return needed.entrySet().stream()
        .filter(entry -> entry.getValue() == null || entry.getValue().isBlank())
        .map(Map.Entry::getKey)
        .toList();
  }
}
