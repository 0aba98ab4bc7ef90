package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lianbao.journeys.Town.Answer;

class SameApplicationTest {

  private final Town town = Town.open();

  @Test
  void oneApplicationSentManyTimesAtOnceBecomesOneCase() {
    var form = town.application("WATER", "POWER");
    var same = Stream.generate(() -> form).limit(4);
    var renamed =
        Stream.generate(() -> form.deepCopy().put("requestId", UUID.randomUUID().toString()))
            .limit(4);

    var answers = together(Stream.concat(same, renamed));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers).extracting(Answer::caseNo).containsOnly(answers[0].caseNo());
    assertThat(Town.connections(town.awaitDone(answers[0].caseNo()))).hasSize(2);
  }

  private Answer[] together(Stream<ObjectNode> forms) {
    var pool = Executors.newFixedThreadPool(8);
    try {
      var calls =
          forms.map(form -> CompletableFuture.supplyAsync(() -> town.apply(form), pool)).toList();
      return calls.stream().map(CompletableFuture::join).toArray(Answer[]::new);
    } finally {
      pool.shutdown();
    }
  }
}
