package org.lianbao.attachments;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where files may be fetched from: origins such as {@code https://files.example.gov.cn}, compared
 * as written. No other spelling of a host passes for one of them, nor a name before an {@code @}.
 */
final class Origins {

  private final Supplier<String> allowed;

  /**
   * @param allowed gives the origins at this moment, separated by commas or blanks
   */
  Origins(Supplier<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * The address, if files may be fetched from there.
   *
   * @throws WrongFile if not
   */
  URI admit(String url) throws WrongFile {
    try {
      return admit(new URI(url));
    } catch (URISyntaxException e) {
      throw new WrongFile("文件地址不合规范", "the file's address is not a proper one");
    }
  }

  /** As {@link #admit(String)}. */
  URI admit(URI address) throws WrongFile {
    var origin = origin(address);
    if (origin.isEmpty() || !allowed().contains(origin.get())) {
      throw new WrongFile(
          "文件地址不在允许的来源之内，请核对上游单位的参数 files-origin",
          "the file's address is not of an allowed origin; see the upstream partner's setting"
              + " files-origin");
    }
    return address;
  }

  private Set<String> allowed() {
    return Arrays.stream(allowed.get().split("[,\\s]+"))
        .filter(text -> !text.isBlank())
        .flatMap(text -> origin(URI.create(text)).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> origin(URI address) {
    var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    var secure = scheme.equals("https");
    if ((!secure && !scheme.equals("http"))
        || address.getHost() == null
        || address.getRawUserInfo() != null) {
      return Optional.empty();
    }
    var port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
    return Optional.of(scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port);
  }
}
