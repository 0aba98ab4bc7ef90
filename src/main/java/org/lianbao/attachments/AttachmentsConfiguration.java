package org.lianbao.attachments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.shared.CommonClock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AttachmentSettings.class)
class AttachmentsConfiguration {

  private static final String ORIGINS = "files-origin";

  @Bean
  AttachmentTables attachmentTables(JdbcClient jdbc) {
    return new AttachmentTables(jdbc);
  }

  @Bean
  ContentTable contentTable(JdbcClient jdbc) {
    return new ContentTable(jdbc);
  }

  /** The upstream partner says where its files lie. */
  @Bean
  Origins fileOrigins(Partners partners, PartnerSettings settings) {
    return new Origins(
        () ->
            partners
                .playing("upstream")
                .flatMap(upstream -> settings.get(upstream.slug(), ORIGINS))
                .orElse(""));
  }

  @Bean
  Admission fileAdmission(AttachmentSettings settings, Origins origins) {
    return new Admission(settings, origins);
  }

  @Bean
  Store fileStore(AttachmentSettings settings, @Value("${lianbao.data}") Path data) {
    return settings.store() == AttachmentSettings.Kind.S3
        ? new S3Store(settings.s3())
        : new DiskStore(folder(data));
  }

  @Bean
  Links fileLinks(
      AttachmentSettings settings, @Value("${lianbao.data}") Path data, Environment environment) {
    var key = settings.linkKey().isBlank() ? LinkKey.in(data) : settings.linkKey();
    return new Links(
        () -> settings.linkBase().isBlank() ? loopback(environment) : settings.linkBase(), key);
  }

  /** The port is known once the server listens. */
  private static String loopback(Environment environment) {
    return "http://127.0.0.1:" + environment.getProperty("local.server.port");
  }

  @Bean
  Prefetch prefetch(
      AttachmentTables tables,
      ContentTable contents,
      Admission admission,
      Origins origins,
      Store store,
      AttachmentSettings settings,
      @Value("${lianbao.data}") Path data,
      CommonClock common) {
    return new Prefetch(
        tables,
        contents,
        new Inspection(admission),
        new Fetch(origins, settings.timeLimit()),
        store,
        emptied(folder(data).resolve("incoming")),
        settings,
        common.clock());
  }

  @Bean
  KeptFiles keptFiles(
      AttachmentTables tables,
      ContentTable contents,
      Admission admission,
      Prefetch prefetch,
      Store store,
      Links links,
      AttachmentSettings settings,
      CommonClock common) {
    return new KeptFiles(
        tables, contents, admission, prefetch, store, links, settings, common.clock());
  }

  @Bean
  Repeating fetchSweeping(Prefetch prefetch, AttachmentSettings settings) {
    return new Repeating("attachments", settings.sweep(), prefetch::signal);
  }

  private static Path folder(Path data) {
    return data.resolve("attachments");
  }

  /** What a hub that was killed had half fetched is of no use to anybody. */
  private static Path emptied(Path incoming) {
    try {
      FileSystemUtils.deleteRecursively(incoming);
      return Files.createDirectories(incoming);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + incoming, e);
    }
  }
}
