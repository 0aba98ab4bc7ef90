package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingContext;
import org.lianbao.partners.Partner.Setting.Kind;
import org.lianbao.shared.Digest;

/**
 * Makes messages of examples: the numbers of the order take the place of the example's, and {@code
 * twin-writes.jsonata}, if there is one, puts in times and signatures.
 */
final class Writer {

  private final Script script;
  private final Map<String, String> settings;
  private final AtomicLong serial = new AtomicLong();

  Writer(Script script, Map<String, String> settings) {
    this.script = script;
    this.settings = settings;
  }

  /** A message the partner sends by itself. */
  Outgoing message(Example example, TakenOrder order, Instant now, boolean forged) {
    return write(example, false, order, now, settings(forged));
  }

  /** An answer; with a status where the examples have one. */
  Outgoing answer(Example example, boolean withStatus, TakenOrder order, Instant now) {
    return write(example, withStatus, order, now, settings(false));
  }

  /** Whether messages of this example are made with a secret, so that a wrong one can be told. */
  boolean signed(Example example, Instant now) {
    var asked = new AtomicBoolean();
    var order = new TakenOrder(script.sampleOrderNo(), script.sampleRef(), now);
    write(
        example,
        false,
        order,
        now,
        key -> {
          asked.compareAndSet(false, secret(key));
          return settings.get(key);
        });
    return asked.get();
  }

  /**
   * Whether the bytes of another character set show in this example's message: not where it is
   * sealed, nor where they happen to be good ones of the agreed set.
   */
  boolean garbled(Example example, Instant now) {
    var order = new TakenOrder(script.sampleOrderNo(), script.sampleRef(), now);
    return Script.beyondAscii(example)
        && write(example, false, order, now, settings(false)).isGarbledByAnotherSet();
  }

  static boolean soapFault(JsonNode document) {
    return document.at("/Envelope/Body").has("Fault");
  }

  private Outgoing write(
      Example example,
      boolean withStatus,
      TakenOrder order,
      Instant now,
      Function<String, String> known) {
    var charset = example.charset();
    var format = example.from();
    var text = numbered(example.text(), order);
    var message = format.read(text.getBytes(charset), charset);
    var status = soapFault(message) ? 500 : 200;
    if (withStatus) {
      status = message.path("status").asInt(200);
      message = message.path("body");
      text = new String(format.write(message, charset), charset);
    }
    var made = made(example, text, message, order, now, known);
    var body = bytes(made.path("body"), format, charset);
    return new Outgoing(
        example.name(),
        status,
        contentType(format, charset),
        body,
        charset,
        texts(made.path("headers")),
        made.path("file").asText(null),
        made.path("marker").asText(null));
  }

  private JsonNode made(
      Example example,
      String text,
      JsonNode message,
      TakenOrder order,
      Instant now,
      Function<String, String> known) {
    if (!script.mappings().files().contains(Script.WRITES)) {
      return JsonNodeFactory.instance.objectNode().put("body", text);
    }
    var input = JsonNodeFactory.instance.objectNode().put("text", text);
    input.set("message", message);
    var headers = new HashMap<String, String>();
    example.context().headers().forEach((key, value) -> headers.put(key, numbered(value, order)));
    var context =
        new MappingContext(
            now,
            order.document(example.name(), serial.incrementAndGet()),
            headers,
            known,
            () -> UUID.randomUUID().toString());
    return script.mappings().apply(Script.WRITES, input, context);
  }

  /** With the secrets of somebody else, for messages that must not be believed. */
  private Function<String, String> settings(boolean forged) {
    return key -> forged && secret(key) ? another(key) : settings.get(key);
  }

  /** Another secret of the same form. */
  private String another(String key) {
    var other = "not-" + settings.get(key);
    return kind(key) == Kind.SECRET
        ? other
        : Digest.sm3(other).substring(0, settings.get(key).length());
  }

  private boolean secret(String key) {
    var kind = kind(key);
    return kind == Kind.SECRET || kind == Kind.SM4_KEY || kind == Kind.SM2_PARTNER_KEY;
  }

  /**
   * What kind of secret a message of the partner is made with; {@code null} for another setting.
   */
  private Kind kind(String key) {
    var declared = script.partner().settings().get(key.replaceFirst("-private$", ""));
    return declared == null ? null : declared.kind();
  }

  private String numbered(String text, TakenOrder order) {
    var numbered = text.replace(script.sampleOrderNo(), order.orderNo());
    var ref = script.sampleRef();
    return ref == null || order.partnerRef() == null
        ? numbered
        : numbered.replace(ref, order.partnerRef());
  }

  private static byte[] bytes(JsonNode body, Format format, Charset charset) {
    return body.isTextual() ? Format.TEXT.write(body, charset) : format.write(body, charset);
  }

  private static Map<String, String> texts(JsonNode headers) {
    var texts = new HashMap<String, String>();
    headers.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static String contentType(Format format, Charset charset) {
    var media =
        switch (format) {
          case JSON -> "application/json";
          case XML -> "text/xml";
          case CSV -> "text/csv";
          case FORM -> "application/x-www-form-urlencoded";
          case TEXT -> "text/plain";
        };
    return media + "; charset=" + charset.name();
  }
}
