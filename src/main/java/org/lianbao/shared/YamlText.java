package org.lianbao.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML or JSON file as a tree that knows the line of each of its parts. Strict: no key twice, at
 * most 2 MB, UTF-8.
 */
public final class YamlText {

  private static final long MAX_BYTES = 2_000_000;
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final String file;
  private final JsonNode tree;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlText(String file, JsonNode tree) {
    this.file = file;
    this.tree = tree;
  }

  /**
   * Reads a file.
   *
   * @param shown how findings call the file
   * @throws Unreadable with the finding to show
   */
  public static YamlText read(Path path, String shown) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new Unreadable(shown, 1, "文件超过 2 MB", "the file is larger than 2 MB");
      }
      return parse(shown, Files.readString(path));
    } catch (CharacterCodingException e) {
      throw new Unreadable(shown, 1, "文件不是 UTF-8 编码", "the file is not UTF-8");
    } catch (IOException e) {
      throw new Unreadable(shown, 1, "无法读取文件", "the file cannot be read");
    }
  }

  /**
   * Reads a text.
   *
   * @throws Unreadable with the finding to show
   */
  public static YamlText parse(String shown, String text) {
    try {
      var tree = MAPPER.readTree(text);
      var yaml =
          new YamlText(
              shown,
              tree == null || tree.isMissingNode() ? JsonNodeFactory.instance.nullNode() : tree);
      var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root != null) {
        yaml.mark("", root);
      }
      return yaml;
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new Unreadable(shown, at, "不是有效的 YAML", "not well-formed YAML: " + firstLine(e));
    } catch (MarkedYAMLException e) {
      var at = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new Unreadable(shown, at, "不是有效的 YAML", "not well-formed YAML: " + e.getProblem());
    }
  }

  /** How findings call the file. */
  public String file() {
    return file;
  }

  /** The whole document; a null node if the file is empty. */
  public JsonNode tree() {
    return tree;
  }

  /** The line of this RFC 6901 pointer, or of what stands next above it. */
  public int line(String pointer) {
    var at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 1);
  }

  /** A finding at this pointer. */
  public Finding finding(String pointer, String zh, String en, String mendZh, String mendEn) {
    return Finding.of(file, line(pointer), zh, en, mendZh, mendEn);
  }

  /** The pointer to a member of what this pointer names. */
  public static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private void mark(String pointer, Node node) {
    lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      for (var entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          var child = below(pointer, key.getValue());
          lines.put(child, key.getStartMark().getLine() + 1);
          mark(child, entry.getValueNode());
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      var index = 0;
      for (var item : sequence.getValue()) {
        mark(pointer + "/" + index++, item);
      }
    }
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /** A file that is not YAML at all. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Unreadable(String file, int line, String zh, String en) {
      super(file + ":" + line + ": " + en);
      this.finding = Finding.of(file, line, zh, en, "改正这一行附近的写法", "mend the text near this line");
    }

    /** What to show. */
    public Finding finding() {
      return finding;
    }
  }
}
