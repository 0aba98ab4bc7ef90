package org.lianbao.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.sandbox.county.CountySignature;
import org.lianbao.sandbox.keys.CredentialsFile;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** A form from a file, and the post that signs it with the county's credentials. */
record SignedForm(byte[] document, CountyPost post) {

  private static final long MAX_BYTES = 32L * 1024 * 1024;

  /**
   * Reads the file and the credentials.
   *
   * @throws IOException with a message for people if either cannot be used
   */
  static SignedForm read(Path file, Path data, URI url) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException("文件 " + file + " 不存在或不可读 / no such readable file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("文件 " + file + " 超过 32 MB / is larger than 32 MB");
    }
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IOException("地址 " + url + " 应以 http:// 开头 / must begin with http://");
    }
    var document = Files.readAllBytes(file);
    try {
      Json.read(document);
    } catch (Json.MalformedJson e) {
      throw new IOException("文件 " + file + " 不是 JSON / is not JSON: " + e.getMessage(), e);
    }
    var county = CountyKey.of(new CredentialsFile(data).read().with("county"));
    if (county.appKey() == null || county.secret() == null) {
      throw new IOException(
          data + "/partners.yaml 缺少 / lacks lianbao.partners.county.app-key or .secret");
    }
    return new SignedForm(
        document, new CountyPost(url, new CountySignature(county, Clock.system())));
  }
}
