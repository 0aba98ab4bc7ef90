package org.lianbao.twin.conform;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.lianbao.shared.Clock;

/** Writes a report as one HTML page for people and as JUnit XML for build servers. */
public final class ReportFiles {

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);
  private static final Configuration TEMPLATES = templates();

  private ReportFiles() {}

  /** Writes {@code conform-<slug>.html} and {@code TEST-conform-<slug>.xml}; both are named. */
  public static List<Path> write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    return List.of(
        write(report, "report.ftlh", folder.resolve("conform-" + report.slug() + ".html")),
        write(report, "junit.ftlx", folder.resolve("TEST-conform-" + report.slug() + ".xml")));
  }

  private static Path write(Report report, String template, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      TEMPLATES
          .getTemplate(template)
          .process(Map.of("report", report, "at", SHOWN.format(report.at())), out);
      return file;
    } catch (TemplateException e) {
      throw new IllegalStateException("the report's own template is at fault", e);
    }
  }

  private static Configuration templates() {
    var templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(ReportFiles.class, "/conform");
    templates.setDefaultEncoding("UTF-8");
    templates.setRecognizeStandardFileExtensions(true);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }
}
