package org.lianbao.sandbox.county;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.exchange.ExchangeDatabase;
import org.lianbao.sandbox.exchange.ExchangeLayout;
import org.lianbao.sandbox.exchange.ExchangeServer;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The county's exchange tables: applications out, each answered in its row, and notices in. A
 * notice that comes too early stays as it is until the gap closes.
 */
final class CountyTables implements CountyLine {

  static final String APPLY = "GGXT_BZ_SQ";
  static final String STATUS = "GGXT_BZ_ZT";

  private static final Logger LOG = LoggerFactory.getLogger(CountyTables.class);
  private static final ExchangeLayout TABLES =
      new ExchangeLayout(
          "ggxt_qzk",
          "/sandbox/county.sql",
          List.of("ggxt_bz_zt"),
          List.of("ggxt_bz_sq"),
          "sjsczt, hfnr");
  private static final String METHOD = "TABLE";
  private static final int ACCEPTED = 3;
  private static final int FAILED = 2;
  private static final long LOOK_MILLIS = 100;
  private static final int LOOKS_FOR_AN_ANSWER = 300;

  /** Signature columns by the names a queue's properties have. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "app_key",
          "yybs",
          "timestamp",
          "sjc",
          "nonce",
          "sjs",
          "request_id",
          "qqbs",
          "sign",
          "qm");

  private final CompletableFuture<ExchangeDatabase> opening;
  private final CountySignature signature;
  private final Keeper keeper;
  private final Pacer pacer = new Pacer("county", Duration.ofMillis(LOOK_MILLIS), 1);
  private volatile boolean closing;
  private Faults faults = Faults.none();

  CountyTables(ExchangeServer server, Agreed agreed, CountySignature signature, Keeper keeper) {
    this.opening = server.open(TABLES, agreed);
    this.signature = signature;
    this.keeper = keeper;
  }

  @Override
  public Set<FaultKind> faults() {
    return EnumSet.of(FaultKind.DOWN, FaultKind.SLOW, FaultKind.DUPLICATE);
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
  }

  @Override
  public void start() {
    pacer.next(this::look);
  }

  @Override
  public CountyPost.Answer post(byte[] document) throws IOException, InterruptedException {
    try {
      var jdbc = opening.join().jdbc();
      var key = insert(jdbc, document);
      for (var look = 0; look < LOOKS_FOR_AN_ANSWER; look++) {
        var answer = answer(jdbc, key);
        if (answer.isPresent()) {
          return answer.get();
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      throw new IOException("no answer in " + APPLY);
    } catch (DataAccessException | CompletionException e) {
      throw new IOException("the exchange tables cannot be used", e);
    }
  }

  @Override
  public String destination() {
    return APPLY;
  }

  @Override
  public void close() {
    closing = true;
    pacer.close();
    try {
      opening.join().close();
    } catch (CompletionException e) {
      LOG.debug("there was no database to close");
    }
  }

  private String insert(JdbcClient jdbc, byte[] document) {
    var key = UUID.randomUUID().toString();
    jdbc.sql(
            """
            insert into ggxt_bz_sq (dfsjzj, qqbs, sqnr, yybs, sjc, sjs, qm)
            values (:key, :request_id, :form, :app_key, :timestamp, :nonce, :sign)
            """)
        .param("key", key)
        .param("form", new String(document, StandardCharsets.UTF_8))
        .params(signature.properties(METHOD, APPLY, document, CountyPost.requestId(document)))
        .update();
    return key;
  }

  private static Optional<CountyPost.Answer> answer(JdbcClient jdbc, String key) {
    return jdbc.sql("select sjsczt, hfnr from ggxt_bz_sq where dfsjzj = ? and sjsczt not in (0, 1)")
        .param(key)
        .query(
            (row, n) -> {
              var said = row.getString("hfnr");
              return new CountyPost.Answer(
                  row.getInt("sjsczt") == ACCEPTED ? 202 : status(said), said);
            })
        .optional();
  }

  /** The status in a problem document; a row that was refused unread holds words alone. */
  private static int status(String said) {
    try {
      return Json.read(said.getBytes(StandardCharsets.UTF_8)).path("status").asInt(400);
    } catch (Json.MalformedJson e) {
      return 400;
    }
  }

  private void look() {
    try {
      var database = opening.join();
      database.open(!faults.has(FaultKind.DOWN));
      if (!faults.has(FaultKind.DOWN)) {
        read(database.jdbc());
      }
    } catch (RuntimeException e) {
      if (!closing) {
        LOG.error("county: cannot read the notices, trying again", e);
      }
    }
    pacer.after(pacer.pace().plus(faults.delay()), this::look);
  }

  private void read(JdbcClient jdbc) {
    var rows =
        jdbc.sql("select * from ggxt_bz_zt where sjsczt = 0 order by lsh limit 500")
            .query()
            .listOfRows();
    for (var row : rows) {
      var verdict = verdict(row);
      if (!verdict.tooEarly()) {
        jdbc.sql("update ggxt_bz_zt set sjsczt = ?, hfnr = ? where lsh = ?")
            .param(verdict.kept() ? ACCEPTED : FAILED)
            .param(verdict.code() + " " + verdict.message())
            .param(row.get("lsh"))
            .update();
      }
    }
  }

  private Verdict verdict(Map<String, Object> row) {
    if (row.get("sjyxbs").equals(0)) {
      // The copy that takes a row back; the fresh row says what holds.
      return Verdict.KEPT;
    }
    var notice = String.valueOf(row.get("ztnr")).getBytes(StandardCharsets.UTF_8);
    var properties = new HashMap<String, String>();
    COLUMNS.forEach(
        (name, column) -> {
          if (row.get(column) != null) {
            properties.put(name, row.get(column).toString());
          }
        });
    return signature
        .fault(METHOD, STATUS, properties, notice)
        .map(fault -> new Verdict("1401", fault))
        .orElseGet(() -> keeper.keep(notice));
  }
}
