package org.lianbao.routing.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.mapping.MappingFault;
import org.lianbao.routing.tables.RowWriter.Written;

class RowWriterTest {

  private static final Desk DESK = new Desk();
  private static final String ALL = "select no, name, ok, whynot from px.asked order by seq";

  @AfterAll
  static void close() {
    DESK.close();
  }

  @BeforeEach
  void build() {
    DESK.build();
  }

  @Test
  void writesEveryKindOfValue() {
    DESK.write(
        "O-1",
        """
        {"ASKED": [{"NO": "1", "NAME": "㛃䶮𠮷", "PRICE": 12.50, "DAY": "2026-11-09",
                    "AT": "2026-11-09T02:15:00Z", "COUNT": 3}]}
        """);

    assertThat(DESK.rows("select no, name, price, day, at, count, st, ok from px.asked"))
        .containsExactly("(1,㛃䶮𠮷,12.50,2026-11-09,\"2026-11-09 10:15:00\",3,0,1)");
  }

  @Test
  void aRepeatAddsNothing() {
    var row = "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}";

    assertThat(DESK.write("O-1", row)).isEqualTo(new Written(1, 0, 0));
    assertThat(DESK.write("O-1", row)).isEqualTo(new Written(0, 1, 0));
    assertThat(DESK.write("O-2", row)).isEqualTo(new Written(0, 1, 0));
    assertThat(DESK.rows(ALL)).hasSize(1);
  }

  @Test
  void aRepeatAfterACrashBetweenTheTwoCommitsAddsNothing() {
    var row = "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}";
    DESK.write("O-1", row);
    DESK.run("delete from exchange_sent where partner = 'acme'");

    DESK.write("O-1", row);

    assertThat(DESK.rows(ALL)).hasSize(1);
  }

  @Test
  void anotherContentIsACopyThatIsInvalidAndAFreshRowAlsoBackToTheFirst() {
    DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}");
    DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"b\"}]}");
    var last = DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}");

    assertThat(last).isEqualTo(new Written(0, 0, 1));
    assertThat(DESK.rows(ALL))
        .containsExactly(
            "(1,a,1,)", "(1,a,0,数据更正，以新行为准)", "(1,b,1,)", "(1,b,0,数据更正，以新行为准)", "(1,a,1,)");
    assertThat(DESK.rows("select distinct pkey from px.asked")).hasSize(5);
  }

  @Test
  void aChangeInAnUnimportantColumnAloneIsNone() {
    DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"AT\": \"2026-11-09T10:15:00+08:00\"}]}");

    assertThat(
            DESK.write(
                "O-2", "{\"ASKED\": [{\"NO\": \"1\", \"AT\": \"2026-11-10T10:15:00+08:00\"}]}"))
        .isEqualTo(new Written(0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"NO":"1","NAME":"123456"}|ASKED[1].NAME|at most 5 fit|$truncate
          {"NO":"1","NAME":"a\\u0000"}|character 2, U+0000|charset|replace
          {"NO":"1","NAME":"\\ud800"}|character 1, U+D800|charset|replace
          {"NO":"1","NAME":7}|ASKED[1].NAME|must be text|$string
          {"NO":"1","PRICE":"7"}|ASKED[1].PRICE|must be a number|$number
          {"NO":"1","PRICE":1.234}|ASKED[1].PRICE|numeric(6,2)|$round
          {"NO":"1","PRICE":12345}|ASKED[1].PRICE|numeric(6,2)|unit
          {"NO":"1","COUNT":40000}|ASKED[1].COUNT|smallint|$number
          {"NO":"1","DAY":"9.11.2026"}|ASKED[1].DAY|2026-11-09|$time
          {"NO":"1","AT":"2026-11-09 10:15:00"}|ASKED[1].AT|+08:00|$time
          {"NO":"1","NAEM":"a"}|ASKED[1].NAEM|no such column|declare
          {"NO":"1","ST":3}|ASKED[1].ST|hub fills|remove
          {"NAME":"a"}|ASKED[1].NO|required|mapping
          """)
  void whatDoesNotFitIsNamedWithItsMend(String row, String where, String what, String mend) {
    assertThatThrownBy(() -> DESK.write("O-1", "{\"ASKED\": [" + row + "]}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining(where)
        .hasMessageContaining(what)
        .hasMessageContaining(mend);
  }

  @Test
  void allFaultsAreToldAtOnceAndNothingIsWritten() {
    assertThatThrownBy(
            () ->
                DESK.write(
                    "O-1",
                    """
                    {"ASKED": [{"NO": "1"}, {"NO": "2", "NAME": "123456"}, {"NO": "2"}],
                     "ANSWERED": [{"NO": "1"}]}
                    """))
        .hasMessageContaining("ASKED[2].NAME")
        .hasMessageContaining("ASKED[3]")
        .hasMessageContaining("ANSWERED: the manifest has no such table for the hub to write");
    assertThat(DESK.rows(ALL)).isEmpty();
  }

  @Test
  void aRowThatTheDatabaseRefusesTakesTheOthersOfItsOrderWithIt() {
    DESK.run("alter table px.asked add constraint not_two check (no <> '2')");

    assertThatThrownBy(() -> DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\"}, {\"NO\": \"2\"}]}"))
        .isInstanceOf(TablesFault.class)
        .hasMessageContaining("23514")
        .hasMessageContaining("not_two");
    assertThat(DESK.rows(ALL)).isEmpty();
    assertThat(DESK.rows("select 1 from exchange_sent where partner = 'acme'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          drop table px.asked|ASKED: there is no such table
          alter table px.asked rename to forgotten|ASKED: there is no such table
          alter table px.asked drop column price|ASKED.PRICE: there is no such column
          alter table px.asked alter price type text|ASKED.PRICE: its type is text, it should be numeric(6,2)
          alter table px.asked alter at type timestamptz|ASKED.AT: its type is timestamp with time zone
          alter table px.asked alter name type varchar(4)|ASKED.NAME: too short
          alter table px.asked alter price type numeric(5,2)|ASKED.PRICE: too short
          alter table px.asked alter theirs set not null|ASKED.theirs: it may not be empty
          alter table px.answered drop constraint answered_pkey|ANSWERED.SEQ: the sequence column has no index
          revoke insert on px.asked from px_hub|ASKED.NO: the account lacks the privilege INSERT
          revoke update (st) on px.answered from px_hub|ANSWERED.ST: the account lacks the privilege UPDATE
          revoke select on px.answered from px_hub|ANSWERED.NO: the account lacks the privilege SELECT
          revoke usage on sequence px.asked_seq_seq from px_hub|USAGE ON SEQUENCE
          revoke usage on schema px from px_hub|may not use the schema px
          """)
  void saysInWordsWhatIsWrongWithTheTablesBeforeTheFirstRowMoves(String fault, String told) {
    var fresh = new Desk();
    fresh.run(fault);
    try {
      assertThatThrownBy(() -> fresh.write("O-1", "{\"ASKED\": [{\"NO\": \"1\"}]}"))
          .isInstanceOfSatisfying(TablesFault.class, e -> assertThat(e.code()).isEqualTo("TABLES"))
          .hasMessageContaining(told);
    } finally {
      fresh.close();
    }
  }

  @Test
  void theTablesThatItsOwnSqlMakesFit() {
    DESK.run("drop schema px cascade");
    DESK.run(TablesInspection.sql(DESK.databases.of("acme").tables()));
    DESK.run("grant usage on schema px to px_hub");
    DESK.run("grant select, insert, update on all tables in schema px to px_hub");
    DESK.run("grant usage on all sequences in schema px to px_hub");

    assertThat(DESK.databases.of("acme").findings()).isEmpty();
    assertThat(DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\"}]}").added()).isEqualTo(1);
  }

  @Test
  void whatTheLayoutLacksMayBeMendedWithoutARestart() {
    DESK.run("alter table px.asked rename column name to title");
    assertThatThrownBy(() -> DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}"))
        .isInstanceOf(TablesFault.class);

    DESK.run("alter table px.asked rename column title to name");

    assertThat(DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\", \"NAME\": \"a\"}]}").added())
        .isEqualTo(1);
  }

  @Test
  void aDatabaseThatIsAwayIsToldAndUsedAgainWhenItIsBack() {
    DESK.away(true);
    assertThatThrownBy(() -> DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\"}]}"))
        .isInstanceOfSatisfying(TablesFault.class, e -> assertThat(e.code()).isEqualTo("CONNECT"));

    DESK.away(false);

    assertThat(DESK.write("O-1", "{\"ASKED\": [{\"NO\": \"1\"}]}").added()).isEqualTo(1);
  }
}
