package org.lianbao.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.shared.Json;
import org.lianbao.shared.Sm2;

/** A data directory with credentials in it, and the simulators that run on it. */
final class Town implements AutoCloseable {

  static final CountyKey COUNTY = new CountyKey("GGXT", "county-secret");
  static final String WATER_SECRET = "1234e5";
  static final String URBAN_TOKEN = "urban-token";
  static final String POWER_SECRET = "power-secret";
  static final String GAS_SECRET = "gas-secret";
  static final String GAS_PASSWORD = "gas-password";
  static final String BUREAU_TOKEN = "bureau-token";
  static final String SM4_KEY = "0123456789abcdeffedcba9876543210";
  static final Sm2.Pair HUB = Sm2.newPair(new SecureRandom());
  static final Sm2.Pair HOUSING = Sm2.newPair(new SecureRandom());
  static final KeyPair CLIENT = rsa();
  static final Duration QUICK = Duration.ofMillis(20);
  static final Duration NEVER = Duration.ofHours(1);

  private static final KeyPair HOST = rsa();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Path data;
  private URI hub = URI.create("http://127.0.0.1:9");
  private String broker = "tcp://127.0.0.1:9";
  private int dbPort = SimulatorSettings.NONE;
  private Simulators simulators;

  Town(Path data) throws IOException {
    this.data = data;
    var keys = Files.createDirectories(data.resolve("keys"));
    writeKey(keys.resolve("heat"), CLIENT);
    writeKey(keys.resolve("heat-host"), HOST);
    Files.writeString(
        data.resolve("partners.yaml"),
        """
        lianbao:
          partners:
            county: {app-key: GGXT, secret: county-secret, url: "http://127.0.0.1:8090"}
            water: {secret: 1234e5}
            power: {secret: power-secret}
            gas: {broker-password: gas-password, secret: gas-secret}
            heat: {private-key: keys/heat, host-key: keys/heat-host}
            approval: {db-user: pyxbz, db-password: approval-password}
            urban-management: {token: urban-token}
            traffic-police:
              outgoing: ${lianbao.data}/ferry/traffic-police/out
              incoming: ${lianbao.data}/ferry/traffic-police/in
            housing:
              sm4-key: %s
              sign-key-public: %s
              partner-key-private: %s
            data-bureau: {token: bureau-token}
        """
            .formatted(SM4_KEY, HUB.publicKey(), HOUSING.privateKey()));
  }

  Town hub(URI url) {
    hub = url;
    return this;
  }

  Town broker(String url) {
    broker = url;
    return this;
  }

  /** With the approval department, whose database takes a second to start. */
  Town exchange(int port) {
    dbPort = port;
    return this;
  }

  Town start(Duration pace) {
    simulators = Simulators.start(new SimulatorSettings(data, 0, 0, dbPort, hub, broker, pace));
    return this;
  }

  /** Ends the simulators and leaves every journal with a half-written line, as a kill would. */
  void kill() throws IOException {
    close();
    try (var journals = Files.newDirectoryStream(data.resolve("sandbox"), "*.jsonl")) {
      for (var journal : journals) {
        Files.writeString(journal, "{\"what\":\"ord", StandardOpenOption.APPEND);
      }
    }
  }

  int sftpPort() {
    return simulators.sftpPort();
  }

  URI url(String path) {
    return simulators.httpUrl().resolve(path);
  }

  /** What an admin page says, as JSON. */
  JsonNode look(String path) throws Exception {
    var answer = send(HttpRequest.newBuilder(url(path)).build());
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a fault for a minute and returns what the sandbox says of it. */
  JsonNode fault(String partner, String fault, String arg) throws Exception {
    var asked = Map.of("partner", partner, "fault", fault, "arg", arg, "for", "60s");
    var answer =
        post(
            "/admin/faults",
            Json.write(asked).getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/json"));
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Ends a fault. */
  void end(JsonNode fault) throws Exception {
    var uri = url("/admin/faults/" + fault.path("id").asText());
    send(HttpRequest.newBuilder(uri).DELETE().build());
  }

  HttpResponse<String> post(String path, byte[] body, Map<String, String> headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(url(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    if (simulators != null) {
      simulators.close();
      simulators = null;
    }
  }

  private static KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeKey(Path file, KeyPair pair) throws IOException {
    var base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }
}
