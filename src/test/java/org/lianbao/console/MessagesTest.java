package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Problem;

class MessagesTest {

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    assertThat(load("messages_en").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(load("messages").stringPropertyNames());
  }

  @Test
  void theChineseIsChineseAndTheEnglishIsNot() throws IOException {
    var chinese = load("messages");
    var english = load("messages_en");
    english.remove("other.name");
    assertThat(english.values()).noneMatch(text -> text.toString().matches(".*\\p{IsHan}.*"));
    chinese.keySet().removeIf(key -> !key.toString().startsWith("status."));
    assertThat(chinese.values()).allMatch(text -> text.toString().matches("\\p{IsHan}+"));
  }

  private static Properties load(String name) throws IOException {
    var properties = new Properties();
    try (var in = Problem.class.getResourceAsStream("/" + name + ".properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
