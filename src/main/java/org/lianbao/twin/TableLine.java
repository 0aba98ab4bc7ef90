package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.StartFailure;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;
import org.lianbao.routing.tables.PartnerSide;
import org.lianbao.routing.tables.PartnerSide.Delivered;
import org.lianbao.routing.tables.PartnerSide.Place;
import org.lianbao.routing.tables.PartnerSide.Said;
import org.lianbao.routing.tables.TablesFault;
import org.lianbao.shared.Json;

/**
 * Exchange tables in a PostgreSQL of its own: takes the rows of the hub, transaction by
 * transaction, and writes the partner's.
 */
final class TableLine implements Line {

  private static final long LOOK_MS = 100;
  private static final int RESERVED = 20;
  private static final int WATCHED = 1_000;

  private final ExchangeTables tables;
  private final Map<String, String> settings;
  private final Call call;
  private final Counter counter;
  private final Faults faults;
  private final Slowness slowness;
  private final Path folder;
  private final Consumer<String> log;
  private final Map<Place, String> open = new ConcurrentHashMap<>();
  private final Map<String, Deque<Long>> reserved = new HashMap<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "twin-tables");
            thread.setDaemon(true);
            return thread;
          });
  private int port;
  private DataFolder data;
  private EmbeddedPostgres server;
  private volatile PartnerSide side;

  TableLine(Twin.Setup setup, Counter counter, Faults faults, Slowness slowness) {
    this.tables = setup.partner().tables().orElseThrow();
    this.settings = setup.settings();
    this.call =
        setup.dealings().calls().stream()
            .filter(each -> each.carrier() == Carrier.TABLE && each.order())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("没有路由写行 / no route writes rows"));
    this.counter = counter;
    this.faults = faults;
    this.slowness = slowness;
    this.folder = setup.folder().resolve("tables");
    this.port = setup.port();
    this.log = setup.log();
    looking.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  /** PostgreSQL itself takes no bytes that are no text, so there is no mojibake. */
  @Override
  public Set<Fault.Kind> faults() {
    return EnumSet.of(
        Fault.Kind.SLOW,
        Fault.Kind.DOWN,
        Fault.Kind.ERROR_INSIDE,
        Fault.Kind.HALF_WRITTEN,
        Fault.Kind.EDITED);
  }

  @Override
  public synchronized void open() throws IOException {
    if (server != null) {
      return;
    }
    try {
      if (data == null) {
        data = DataFolder.open(folder);
      }
      server = EmbeddedPostgres.startSmall(data, port);
      port = Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
      var theirs =
          new PartnerSide(
              tables, new PartnerSide.Account(server.url(), server.user(), server.password()));
      theirs.open(settings.get("db-user"), settings.get("db-password"));
      side = theirs;
    } catch (StartFailure | TablesFault e) {
      throw new IOException("前置库未能启动 / the exchange database does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void hangUp() {
    try {
      if (side != null) {
        side.close();
        side = null;
      }
      if (server != null) {
        server.close();
        server = null;
      }
    } catch (IOException e) {
      log.accept("前置库停不下来 / the exchange database does not stop: " + e.getMessage());
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("db-url", address(), "db-user", settings.get("db-user"));
  }

  @Override
  public String address() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public Told tell(Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    var theirs = side;
    if (theirs == null) {
      throw new IOException("the exchange database is down");
    }
    try {
      var row = (ObjectNode) Json.read(message.body());
      var number = faults.has(Fault.Kind.OUT_OF_ORDER) ? backwards(theirs, door.path()) : null;
      var place = theirs.write(door.path(), whole ? row : half(door.path(), row), number);
      if (open.size() < WATCHED) {
        open.put(place, order.orderNo());
      }
      return new Told(order.orderNo(), message.example(), message.body(), 0, new byte[0]);
    } catch (TablesFault e) {
      throw failure(e);
    }
  }

  /** A database that is away is tried again; a row it does not take never fits. */
  private static IOException failure(TablesFault fault) {
    if (fault.code().equals("CONNECT")) {
      return new IOException(fault.getMessage(), fault);
    }
    throw new IllegalArgumentException(fault.getMessage(), fault);
  }

  /** Each row under a lower number than the one before, as if they committed in reverse. */
  private synchronized Long backwards(PartnerSide theirs, String table) {
    var left = reserved.computeIfAbsent(table, any -> new ArrayDeque<>());
    if (left.isEmpty()) {
      left.addAll(theirs.reserve(table, RESERVED));
    }
    return left.removeLast();
  }

  /** As of one who inserts first and fills in later: the first half of what the row says. */
  private ObjectNode half(String table, ObjectNode row) {
    var kept = row.deepCopy();
    var head =
        List.of(
            tables.key(),
            tables.sequence(),
            tables.state().column(),
            tables.state().reason(),
            tables.validity().column(),
            tables.validity().reason());
    var says =
        tables.tables().get(table).columns().values().stream()
            .filter(column -> row.hasNonNull(column.name()) && !head.contains(column.name()))
            .toList();
    says.subList(says.size() / 2, says.size()).stream()
        .filter(column -> !column.required())
        .forEach(column -> kept.remove(column.name()));
    return kept;
  }

  private void look() {
    var theirs = side;
    if (theirs == null) {
      return;
    }
    try {
      for (var delivered : theirs.delivered()) {
        take(theirs, delivered);
      }
      listen(theirs);
    } catch (RuntimeException e) {
      // A database that stops under it is down; the next look begins anew.
      if (side != null) {
        log.accept("前置库出错 / the exchange database failed: " + e.getMessage());
      }
    }
  }

  private void take(PartnerSide theirs, Delivered delivered) {
    slowness.waitIfSlow();
    if (delivered.rows().isEmpty()) {
      delivered.places().forEach(place -> theirs.decide(place, accepted()));
      return;
    }
    var body = Json.write(delivered.rows()).getBytes(StandardCharsets.UTF_8);
    var reply = counter.take(call, Map.of(), body);
    var refused = reply.taken() ? null : blamed(delivered, reply);
    for (var place : delivered.places()) {
      theirs.decide(place, place.equals(refused) ? refusal(reply) : accepted());
    }
  }

  private Said accepted() {
    return new Said(tables.state().accepted(), null);
  }

  /** The row that is not taken: one of the table the answer names, else the first. */
  private static Place blamed(Delivered delivered, Reply reply) {
    var table = reply.answer() == null ? null : reply.answer().headers().get("table");
    return delivered.places().stream()
        .filter(place -> place.table().equals(table))
        .findFirst()
        .orElse(delivered.places().get(0));
  }

  private Said refusal(Reply reply) {
    var answer = reply.answer() == null ? null : Json.read(reply.answer().body());
    var state = tables.state();
    return answer == null
        ? new Said(state.failed().get(0), reply.why())
        : new Said(
            answer.path(state.column()).asInt(state.failed().get(0)), text(answer, state.reason()));
  }

  private static String text(JsonNode row, String column) {
    return row.path(column).asText(null);
  }

  /** What the hub says of rows it was told; one that is to be edited, is so then. */
  private void listen(PartnerSide theirs) {
    for (var row : open.entrySet()) {
      var place = row.getKey();
      theirs
          .said(place)
          .ifPresent(
              said -> {
                open.remove(place);
                log.accept(
                    "枢纽回 / the hub says of %s %d (%s): %d%s"
                        .formatted(
                            place.table(),
                            place.number(),
                            row.getValue(),
                            said.state(),
                            said.reason() == null ? "" : " " + said.reason()));
                if (faults.has(Fault.Kind.EDITED)) {
                  theirs
                      .edit(place)
                      .ifPresent(
                          column ->
                              log.accept("改动 / edited %s.%s".formatted(place.table(), column)));
                }
              });
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
    hangUp();
    try {
      if (data != null) {
        data.close();
      }
    } catch (IOException e) {
      log.accept("数据目录 / the data folder: " + e.getMessage());
    }
  }
}
