package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/**
 * One example of a mapping: the folder {@code mappings/<partner>/examples/<name>/} whose {@code
 * example.yaml} says which mapping turns {@code input.*} into exactly the bytes of {@code
 * expected.*}, in which formats, and what {@code $now, $order, $headers, $setting, $nonce} give.
 *
 * @param partner whose mapping it shows
 * @param name of its folder
 * @param mapping the file, such as {@code order.jsonata}
 * @param context what the mapping may know beside its input
 * @param settings what {@code $setting} gives, by key
 * @param input the file with the input
 * @param expected the file with the output, byte for byte
 */
public record Example(
    String partner,
    String name,
    String mapping,
    Format from,
    Format to,
    Charset charset,
    MappingContext context,
    Map<String, String> settings,
    Path input,
    Path expected) {

  static final String FILE = "example.yaml";

  private static final Set<String> KEYS =
      Set.of(
          "about",
          "mapping",
          "from",
          "to",
          "charset",
          "now",
          "nonce",
          "order",
          "headers",
          "settings");

  /**
   * Reads an example.
   *
   * @throws Broken if its files are not as they must be
   */
  static Example read(Path folder) {
    var partner = folder.getParent().getParent().getFileName().toString();
    var name = folder.getFileName().toString();
    var shown = "mappings/" + partner + "/examples/" + name + "/";
    YamlText yaml;
    try {
      yaml = YamlText.read(folder.resolve(FILE), shown + FILE);
    } catch (YamlText.Unreadable e) {
      throw new Broken(e.finding());
    }
    yaml.tree()
        .fieldNames()
        .forEachRemaining(
            key ->
                require(
                    KEYS.contains(key), yaml, "/" + key, "没有这个键：" + key, "unknown key: " + key));
    var mapping = yaml.tree().path("mapping").asText();
    require(!mapping.isEmpty(), yaml, "", "没有写 mapping", "mapping is missing");
    return new Example(
        partner,
        name,
        mapping,
        format(yaml, "from"),
        format(yaml, "to"),
        charset(yaml),
        context(yaml),
        texts(yaml.tree().path("settings")),
        only(folder, "input.", yaml),
        only(folder, "expected.", yaml));
  }

  /** The same example with another input. */
  public Example of(Path file, Format format, Charset written) {
    return new Example(
        partner, name, mapping, format, to, written, context, settings, file, expected);
  }

  /** How findings call a file of this example; one from elsewhere by its own path. */
  public String shown(Path file) {
    return !expected.getParent().equals(file.getParent())
        ? file.toString()
        : "mappings/" + partner + "/examples/" + name + "/" + file.getFileName();
  }

  /** The input as the mapping gets it. */
  public JsonNode document() {
    return from.read(bytes(input), charset);
  }

  /** The input as it stands in its file, decoded strictly. */
  public String text() {
    return Strict.decode(bytes(input), charset);
  }

  /** What the mapping gives, as bytes. */
  public byte[] run(Mappings mappings) {
    return to.write(mappings.apply(partner, mapping, document(), context), charset);
  }

  /** What it must give. */
  public byte[] expectedBytes() {
    return bytes(expected);
  }

  /** The first byte in which what was given differs from what must be; -1 if none does. */
  public int difference(byte[] given) {
    return Arrays.mismatch(given, expectedBytes());
  }

  private static Format format(YamlText yaml, String key) {
    var text = yaml.tree().path(key).asText();
    try {
      return Format.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw broken(
          yaml,
          "/" + key,
          key + " 应为 " + Arrays.toString(Format.values()),
          key + " must be one of " + Arrays.toString(Format.values()));
    }
  }

  private static Charset charset(YamlText yaml) {
    var text = yaml.tree().path("charset").asText(StandardCharsets.UTF_8.name());
    try {
      return Charset.forName(text);
    } catch (IllegalArgumentException e) {
      throw broken(yaml, "/charset", "没有这种字符集", "there is no such character set");
    }
  }

  private static MappingContext context(YamlText yaml) {
    var tree = yaml.tree();
    var settings = texts(tree.path("settings"));
    var nonce = tree.path("nonce").asText("0123456789abcdef");
    try {
      return new MappingContext(
          Instant.parse(tree.path("now").asText("2026-11-09T02:15:00Z")),
          tree.path("order"),
          texts(tree.path("headers")),
          settings::get,
          () -> nonce);
    } catch (DateTimeParseException e) {
      throw broken(
          yaml, "/now", "now 应为 2026-11-09T02:15:00Z 的样子", "now is not as 2026-11-09T02:15:00Z");
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static Path only(Path folder, String start, YamlText yaml) {
    try (var files = Files.list(folder)) {
      var found = files.filter(f -> f.getFileName().toString().startsWith(start)).toList();
      require(
          found.size() == 1,
          yaml,
          "",
          "应有一个 " + start + "* 文件，实有 " + found.size() + " 个",
          "there must be one file " + start + "*, there are " + found.size());
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean fits, YamlText yaml, String at, String zh, String en) {
    if (!fits) {
      throw broken(yaml, at, zh, en);
    }
  }

  private static Broken broken(YamlText yaml, String at, String zh, String en) {
    return new Broken(yaml.finding(at, zh, en, "按其他样例的写法改正", "write it as the other examples do"));
  }

  /** The ending of a file in this format. */
  static String ending(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  /** An example whose files are not as they must be. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Broken(Finding finding) {
      super(finding.toString());
      this.finding = finding;
    }

    /** What to show. */
    public Finding finding() {
      return finding;
    }
  }
}
