package org.lianbao.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folders of a new partner, as the templates under {@code new-partner/<transport>/} have them.
 */
enum PartnerTemplate {
  HTTP,
  SOAP,
  JMS,
  SFTP,
  TABLE;

  private static final String ROOT = "new-partner/";

  /**
   * The files by path below the project: {@code routes/<slug>/…} and {@code mappings/<slug>/…}.
   *
   * @param values by the names that stand between {@code @} in the templates
   */
  Map<String, byte[]> files(String slug, Map<String, String> values) throws IOException {
    var folder = ROOT + name().toLowerCase(Locale.ROOT) + "/";
    var files = new TreeMap<String, byte[]>();
    var resolver = new PathMatchingResourcePatternResolver(getClass().getClassLoader());
    for (var resource : resolver.getResources("classpath*:" + folder + "**/*.*")) {
      var url = resource.getURL().toString();
      var path = url.substring(url.lastIndexOf(folder) + folder.length());
      var slash = path.indexOf('/');
      var text = resource.getContentAsString(StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      files.put(
          path.substring(0, slash) + "/" + slug + path.substring(slash),
          text.getBytes(StandardCharsets.UTF_8));
    }
    if (files.isEmpty()) {
      throw new IOException("the jar holds no templates under " + folder);
    }
    return files;
  }

  /** Writes a file that must not be there yet. */
  static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content, StandardOpenOption.CREATE_NEW);
  }
}
