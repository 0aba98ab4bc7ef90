package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.processes.WebClient;

class StoryTest {

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private Story story;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          var answer = answers.poll();
          var body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    story = new Story(new WebClient(server.getAddress().getPort()), "BZ1");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksOnlyForWhatItHasNotSeen() throws Exception {
    answers.add("{\"events\":[{\"seq\":1},{\"seq\":2}]}");
    answers.add("{\"events\":[{\"seq\":3}]}");
    answers.add("{\"events\":[]}");

    assertThat(story.news()).extracting(StoryTest::seq).containsExactly(1L, 2L);
    assertThat(story.news()).extracting(StoryTest::seq).containsExactly(3L);
    assertThat(story.news()).isEmpty();
    assertThat(asked)
        .containsExactly(
            "/api/v1/cases/BZ1/events?after=0&limit=500",
            "/api/v1/cases/BZ1/events?after=2&limit=500",
            "/api/v1/cases/BZ1/events?after=3&limit=500");
  }

  @Test
  void failsOnAGapInTheRecord() {
    answers.add("{\"events\":[{\"seq\":1},{\"seq\":3}]}");
    assertThatThrownBy(story::news)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("3 follows 1");
  }

  @Test
  void losesNothingWhenTheHubDoesNotAnswerOnce() throws Exception {
    assertThatThrownBy(story::news).isInstanceOf(IOException.class).hasMessageContaining("503");
    answers.add("{\"events\":[{\"seq\":1}]}");
    assertThat(story.news()).extracting(StoryTest::seq).containsExactly(1L);
  }

  private static long seq(JsonNode event) {
    return event.path("seq").asLong();
  }
}
