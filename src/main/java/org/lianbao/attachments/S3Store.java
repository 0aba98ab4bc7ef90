package org.lianbao.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Files as objects {@code attachments/<sm3>} of one bucket. */
final class S3Store implements Store, AutoCloseable {

  private final S3Client client;
  private final String bucket;

  S3Store(AttachmentSettings.S3 settings) {
    this.bucket = settings.bucket();
    this.client =
        S3Client.builder()
            .endpointOverride(settings.endpoint())
            .region(Region.of(settings.region()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
            // Not every compatible store knows the newer checksums; the hub has its own.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(Duration.ofSeconds(30)))
            .build();
  }

  @Override
  public boolean holds(String sm3) throws IOException {
    try {
      client.headObject(request -> request.bucket(bucket).key(key(sm3)));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  @Override
  public void keep(Path file, String sm3) throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(key(sm3)), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw failed(e);
    }
    Files.delete(file);
  }

  @Override
  public InputStream open(String sm3) throws IOException {
    try {
      return client.getObject(request -> request.bucket(bucket).key(key(sm3)));
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(key(sm3));
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(String sm3) throws IOException {
    try {
      client.deleteObject(request -> request.bucket(bucket).key(key(sm3)));
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static String key(String sm3) {
    return "attachments/" + sm3;
  }

  private static IOException failed(SdkException e) {
    return new IOException("the store of attachments failed: " + e.getMessage(), e);
  }
}
