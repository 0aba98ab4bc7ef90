package org.lianbao.sandbox.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path directory;

  @Test
  void tellsWhatWasWrittenInOrder() throws Exception {
    try (var journal = Journal.open(directory, "x")) {
      journal.append(Map.of("n", 1));
      journal.append(Map.of("n", "二"));
    }

    assertThat(replay()).extracting(line -> line.get("n").asText()).containsExactly("1", "二");
  }

  @Test
  void dropsAHalfWrittenLastLineAndWritesOnAfterIt() throws Exception {
    try (var journal = Journal.open(directory, "x")) {
      journal.append(Map.of("n", 1));
    }
    Files.writeString(directory.resolve("x.jsonl"), "{\"n\":", StandardOpenOption.APPEND);

    try (var journal = Journal.open(directory, "x")) {
      journal.append(Map.of("n", 2));
    }

    assertThat(replay()).extracting(line -> line.get("n").asInt()).containsExactly(1, 2);
  }

  @Test
  void namesABrokenLineInTheMiddle() throws Exception {
    Files.writeString(directory.resolve("x.jsonl"), "{\"n\":1}\nnot JSON\n{\"n\":3}\n");

    assertThatThrownBy(this::replay).isInstanceOf(IOException.class).hasMessageContaining("line 2");
  }

  private List<JsonNode> replay() throws IOException {
    var lines = new ArrayList<JsonNode>();
    try (var journal = Journal.open(directory, "x")) {
      journal.replay(lines::add);
    }
    return lines;
  }
}
