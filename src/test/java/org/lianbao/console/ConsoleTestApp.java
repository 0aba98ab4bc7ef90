package org.lianbao.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lianbao.alerts.Alert;
import org.lianbao.alerts.Alerts;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.DeliveryReader.DeliveryView;
import org.lianbao.delivery.Failure;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.shared.Finding.Words;
import org.lianbao.silence.Silences;
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
      public Map<String, Instant> free() {
        return Map.of("gas", Instant.EPOCH);
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

  /** Nothing is heard of the gas order of every case. */
  @Bean
  static Silences silences() {
    return new Silences() {
      @Override
      public List<SilentOrder> of(String caseNo) {
        return List.of(
            new SilentOrder(caseNo + "-G", "SENT", NOW, new Words("60 分钟", "60 minutes")));
      }

      @Override
      public List<SilentState> now() {
        return List.of(
            new SilentState(
                "gas", "SENT", "BZ1-G", "BZ1", NOW, new Words("60 分钟", "60 minutes"), 1, true));
      }
    };
  }

  @Bean
  static Alerts alerts() {
    return new Alerts() {
      @Override
      public long open() {
        return 1;
      }

      @Override
      public Board board() {
        return new Board(
            List.of(alert(1, null, "BZ4109282026110900001-W", "water.callbacks")),
            List.of(alert(2, NOW, "water")),
            List.of(new Reach("mail", null, NOW, 3, "连接不上 / cannot be reached")));
      }

      @Override
      public List<Trial> test() {
        return List.of();
      }
    };
  }

  private static Alert alert(long id, Instant clearedAt, String... about) {
    return new Alert(
        id,
        "orders-dead",
        "water",
        NOW,
        NOW,
        NOW,
        clearedAt,
        20_000,
        List.of(about),
        new Words("供水公司有事", "trouble with water"),
        new Words("说明", "what it means"),
        new Words("打电话", "call"),
        "/partners");
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
