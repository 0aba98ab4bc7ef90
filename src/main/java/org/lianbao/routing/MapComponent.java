package org.lianbao.routing;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.lianbao.mapping.Mappings;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.shared.Clock;
import org.springframework.stereotype.Component;

/**
 * The step {@code map:<partner>/<file>}: applies a file of {@code mappings/} to the body. Options:
 * {@code from} and {@code to} (json, xml, csv, form, text; {@code to} also headers or property),
 * {@code charset} (UTF-8), {@code name} (of the property), {@code withStatus} (the input is {@code
 * {status, body}} of an HTTP answer).
 */
@Component("map-component")
public class MapComponent extends DefaultComponent implements OwnComponent {

  private final Mappings mappings;
  private final PartnerSettings settings;
  private final Clock clock;

  public MapComponent(Mappings mappings, PartnerSettings settings, Clock clock) {
    this.mappings = mappings;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public MapComponent toTry(Partner partner) {
    return new MapComponent(mappings, settings, clock);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters)
      throws Exception {
    var slash = path.indexOf('/');
    if (slash < 1 || slash == path.length() - 1) {
      throw new IllegalArgumentException(
          uri + ": write map:<partner>/<file>, such as map:acme/order.jsonata");
    }
    var endpoint =
        new MapEndpoint(
            uri,
            this,
            path.substring(0, slash),
            path.substring(slash + 1),
            mappings,
            settings,
            clock);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
