package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.shared.Json;

/** The log is the truth: each stored file can be made again from it. */
class RebuildTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void everyStoredFileIsTheFoldOfItsLog() {
    var random = new Random(20261109);
    open(application("INTENT", UUID.randomUUID().toString(), "UNKNOWN", "WATER", "GAS"));
    for (var n = 0; n < 20; n++) {
      var caseNo = open(formal(UUID.randomUUID().toString(), "YES", "WATER", "POWER", "HEAT"));
      for (var batch = 0; batch < 5; batch++) {
        HUB.tell(
            caseNo,
            IntStream.range(0, 4).mapToObj(it -> anyTiding(caseNo, random)).toArray(Told[]::new));
      }
    }

    var caseNos = HUB.jdbc.sql("select case_no from case_file").query(String.class).list();
    assertThat(caseNos).hasSizeGreaterThan(20);
    assertThat(caseNos)
        .allSatisfy(it -> assertThat(HUB.stored(it)).isEqualTo(CaseFile.of(HUB.log(it))));
  }

  @Test
  void everyEventOfTheVocabularyCanBeStoredAndReadBack() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "YES", "WATER"));
    var reportable =
        Arrays.stream(EventType.values())
            .filter(type -> EventType.reported(type.name()).isPresent())
            .toList();
    assertThat(reportable).hasSizeGreaterThan(30);
    HUB.tell(
        caseNo,
        reportable.stream()
            .map(type -> reported(caseNo + "-W", type, 5, "X", "{\"n\":[1,2.5,{\"a\":true}]}"))
            .toArray(Told[]::new));

    assertThat(HUB.log(caseNo)).extracting(CaseEvent::type).containsAll(reportable);
    assertThat(HUB.stored(caseNo)).isEqualTo(CaseFile.of(HUB.log(caseNo)));
  }

  @Test
  void columnsForSearchingAgreeWithTheFile() {
    assertThat(
            HUB.jdbc
                .sql(
                    """
                    select f.case_no from case_file f
                    where f.last_seq <> (select count(*) from case_event e
                                         where e.case_no = f.case_no)
                       or f.last_seq <> (select max(seq) from case_event e
                                         where e.case_no = f.case_no)
                       or f.stage <> (select stage from case_event e
                                      where e.case_no = f.case_no and e.seq = f.last_seq)
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }

  private static Told anyTiding(String caseNo, Random random) {
    var types =
        Arrays.stream(EventType.values())
            .filter(type -> EventType.reported(type.name()).isPresent())
            .toList();
    var orderNo = caseNo + "-" + List.of("W", "E", "H").get(random.nextInt(3));
    var hour = random.nextInt(48);
    return switch (random.nextInt(8)) {
      case 0 -> delivered(orderNo, hour, random.nextBoolean() ? "P-" + hour : null);
      case 1 -> new Told.Refused(orderNo, hour(hour), "E" + hour, "不在供应范围");
      default ->
          reported(
              orderNo,
              types.get(random.nextInt(types.size())),
              hour,
              Arrays.asList("PASS", "FAIL", "READY", null).get(random.nextInt(4)),
              "{\"amount\":%s,\"big\":1e3,\"none\":null}".formatted(random.nextDouble()));
    };
  }

  private static String open(Application application) {
    JsonNode warnings = Json.mapper().createArrayNode();
    return HUB.inTransaction(() -> HUB.cases.open(application, warnings, OPENED));
  }
}
