package org.lianbao.console;

import java.time.Instant;
import java.util.List;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.DeliveryReader.DeliveryView;
import org.lianbao.delivery.Failure;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.shared.Clock;
import org.springframework.context.annotation.Bean;

/** This room with its two ports kept in memory. No component of any scan. */
@RoomOnAServer
class ConsoleTestApp {

  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");

  @Bean
  static Shelf shelf() {
    var shelf = new Shelf();
    shelf.add("water", "濮阳县供水公司", "Puyang County Water", "W", "utility:WATER");
    shelf.add("power", "濮阳县供电公司", "Puyang County Power", "E", "utility:POWER");
    shelf.add("gas", "濮阳县燃气公司", "Puyang County Gas", "G", "utility:GAS");
    shelf.add("heat", "濮阳县热力公司", "Puyang County Heat", "H", "utility:HEAT");
    shelf.add("county", "县审批系统", "County approval system", "GG", "upstream");
    return shelf;
  }

  @Bean
  static Clock clock() {
    return new Clock(() -> NOW);
  }

  @Bean
  static Reconciliation reconciliation() {
    return new ComparedDay();
  }

  @Bean
  static PartnerReader partnerReader() {
    return new PartnerReader() {
      @Override
      public List<PartnerView> all() {
        return List.of(
            new PartnerView(
                "water", State.HELD, NOW, NOW, null, "connect", Failure.NETWORK, 20_000, 1, 1, NOW),
            new PartnerView("gas", State.OPEN, null, null, null, null, null, 0, 0, 0, null));
      }

      @Override
      public List<Act> acts(String partner, int limit) {
        return List.of();
      }

      @Override
      public List<DeadLetter> dead(String partner, int limit) {
        return List.of(
            new DeadLetter(
                "BZ1-W", "BZ1", "connect", 9, NOW, NOW, Failure.MAPPING, "order.jsonata:3"));
      }
    };
  }

  @Bean
  static DeliveryReader deliveries() {
    return caseNo ->
        List.of(
            new DeliveryView(
                caseNo + "-W",
                "water",
                "connect",
                "OWED",
                2,
                NOW,
                NOW,
                null,
                null,
                Failure.SERVER,
                "HTTP 503"),
            new DeliveryView(
                caseNo + "-GG-1",
                "county",
                "status",
                "DELIVERED",
                1,
                NOW,
                null,
                NOW,
                null,
                null,
                null));
  }
}
