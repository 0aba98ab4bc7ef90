package org.lianbao.routing.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.routing.BrokerSettings;
import org.lianbao.routing.EmbeddedBroker;
import org.lianbao.routing.bench.RouteBench.Broker;

/** The hub's broker with one partner's account on it, as the manifest gives it. */
public final class BenchBroker implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final Broker partner;

  /**
   * Starts the broker.
   *
   * @param folder for its journal
   */
  public BenchBroker(Partner partner, Map<String, String> settings, Path folder)
      throws IOException {
    var account =
        partner
            .broker()
            .orElseThrow(
                () ->
                    new IOException("the manifest gives " + partner.slug() + " no broker account"));
    try {
      this.broker =
          new EmbeddedBroker(
              new BrokerSettings("", "", "", "127.0.0.1", 0),
              folder,
              new Alone(partner),
              (slug, key) -> Optional.ofNullable(settings.get(key)));
    } catch (Exception e) {
      throw new IOException("the broker does not start: " + e.getMessage(), e);
    }
    this.partner = new Broker(broker.inMemory(), account.user(), settings.get("broker-password"));
  }

  /** How the routes reach it. */
  public Broker hub() {
    return new Broker(broker.inMemory(), EmbeddedBroker.HUB, broker.password());
  }

  /** How the partner reaches it, with its own account and no more rights than that has. */
  public Broker partner() {
    return partner;
  }

  @Override
  public void close() throws Exception {
    broker.close();
  }

  private record Alone(Partner partner) implements Partners {

    @Override
    public List<Partner> all() {
      return List.of(partner);
    }

    @Override
    public Optional<Partner> find(String slug) {
      return all().stream().filter(it -> it.slug().equals(slug)).findFirst();
    }

    @Override
    public Optional<Partner> taking(String role, String kind) {
      return playing(role).filter(it -> it.takes().contains(kind));
    }

    @Override
    public Optional<Partner> playing(String role) {
      return all().stream().filter(it -> it.roles().contains(role)).findFirst();
    }
  }
}
