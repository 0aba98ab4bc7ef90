package org.lianbao.attachments;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are fetched, kept and handed on; {@code application.yaml} tells each with its unit.
 *
 * @param types the kinds taken
 * @param largest of one file
 * @param timeLimit for one fetch as a whole
 * @param tries before a file that cannot be had for the moment counts as wrong
 * @param firstWait after the first try; each further one is twice as long, up to an hour
 * @param fetchers files fetched at the same time
 * @param sweep how often tries that are due are looked for
 * @param linkBase what links begin with; blank takes the loopback address
 * @param linkKey what links are signed with; blank makes one in the data folder
 */
@Validated
@ConfigurationProperties("lianbao.attachments")
record AttachmentSettings(
    @NotEmpty @DefaultValue({"pdf", "jpg", "png", "tif", "ofd", "docx", "xlsx"})
        Set<FileType> types,
    @NotNull @DefaultValue("50MB") DataSize largest,
    @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 30) @DefaultValue("2m")
        Duration timeLimit,
    @Min(1) @Max(100) @DefaultValue("10") int tries,
    @NotNull @DurationMin(millis = 10) @DefaultValue("2s") Duration firstWait,
    @Min(1) @Max(32) @DefaultValue("4") int fetchers,
    @NotNull @DurationMin(millis = 50) @DurationMax(hours = 1) @DefaultValue("1s") Duration sweep,
    @NotNull @Pattern(regexp = "(https?://[^/]+)?") @DefaultValue("") String linkBase,
    @NotNull @DefaultValue("") String linkKey,
    @NotNull @DefaultValue("DISK") Kind store,
    @Valid S3 s3) {

  AttachmentSettings {
    if (store == Kind.S3 && s3 == null) {
      throw new IllegalArgumentException(
          "lianbao.attachments.store 为 s3 时须设置 s3.endpoint 等 / set lianbao.attachments.s3.endpoint,"
              + " bucket, access-key and secret-key, or store: disk");
    }
  }

  /** Where files are kept: under the data folder, or in an S3-compatible store. */
  enum Kind {
    DISK,
    S3
  }

  /** Of an S3-compatible store; the bucket must be there. */
  record S3(
      @NotNull URI endpoint,
      @NotNull @DefaultValue("us-east-1") String region,
      @NotNull String bucket,
      @NotNull String accessKey,
      @NotNull String secretKey) {

    @Override
    public String toString() {
      return "S3[" + endpoint + ", " + bucket + "]";
    }
  }

  @Override
  public String toString() {
    return "AttachmentSettings[" + store + "]";
  }
}
