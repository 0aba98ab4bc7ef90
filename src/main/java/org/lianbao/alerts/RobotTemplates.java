package org.lianbao.alerts;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What robots take, as FreeMarker files: the county's own where there is one, else ours. */
final class RobotTemplates {

  private RobotTemplates() {}

  /**
   * @param own folder with files of the county's own; need not be there
   */
  static Template of(String robot, Path own) throws IOException {
    var freemarker = new Configuration(Configuration.VERSION_2_3_34);
    freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    freemarker.setLogTemplateExceptions(false);
    freemarker.setDefaultEncoding(StandardCharsets.UTF_8.name());
    freemarker.setLocalizedLookup(false);
    var ours = new ClassTemplateLoader(RobotTemplates.class, "/alerts");
    freemarker.setTemplateLoader(
        Files.isDirectory(own)
            ? new MultiTemplateLoader(
                new TemplateLoader[] {new FileTemplateLoader(own.toFile()), ours})
            : ours);
    return freemarker.getTemplate(robot + ".json.ftl");
  }
}
