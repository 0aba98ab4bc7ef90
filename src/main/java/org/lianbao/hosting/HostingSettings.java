package org.lianbao.hosting;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the hub keeps its things.
 *
 * @param data the data folder
 * @param db the database
 */
@Validated
@ConfigurationProperties("lianbao")
record HostingSettings(
    @NotNull @DefaultValue("./data") Path data, @Valid @DefaultValue Database db) {

  /**
   * The database.
   *
   * @param url JDBC URL of a PostgreSQL server; blank: one of our own under the data folder
   * @param user its user; ignored for our own
   * @param password the user's password; ignored for our own
   * @param poolSize connections at most
   * @param connectTimeout how long a caller waits for a connection
   */
  record Database(
      @DefaultValue("") String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("20") @Min(4) @Max(200) int poolSize,
      @DefaultValue("10s") Duration connectTimeout) {

    boolean embedded() {
      return url.isBlank();
    }

    @Override
    public String toString() {
      return "Database[url=%s, user=%s]".formatted(url, user);
    }
  }
}
