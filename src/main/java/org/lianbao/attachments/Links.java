package org.lianbao.attachments;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lianbao.shared.Digest;

/**
 * Signed addresses of files: {@code <sm3>.<partner>.<expiry>.<HMAC-SM3 of the three>}, the expiry
 * in seconds since 1970. Nobody can make one, lengthen one, or turn it to another file or partner.
 */
final class Links {

  private static final Pattern TOKEN =
      Pattern.compile("([0-9a-f]{64})\\.([a-z0-9-]{2,40})\\.([0-9]{1,12})\\.([0-9a-f]{64})");

  private final Supplier<String> base;
  private final String key;

  Links(Supplier<String> base, String key) {
    this.base = base;
    this.key = key;
  }

  /**
   * The whole address, good for at least so long and at most twice as long. Asked for again within
   * that time it is mostly the same, so that an order sent again says the same.
   */
  String link(String sm3, String partner, Instant now, Duration lasts) {
    var span = Math.max(1, lasts.toSeconds());
    var until = (now.getEpochSecond() / span + 2) * span;
    var signed = sm3 + "." + partner + "." + until;
    return base.get() + "/files/" + signed + "." + Digest.hmacSm3(key, signed);
  }

  /** What a token stands for; empty if the hub did not make it. */
  Optional<Link> read(String token) {
    var parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var signed = token.substring(0, token.lastIndexOf('.'));
    if (!Digest.matches(Digest.hmacSm3(key, signed), parts.group(4))) {
      return Optional.empty();
    }
    return Optional.of(
        new Link(
            parts.group(1), parts.group(2), Instant.ofEpochSecond(Long.parseLong(parts.group(3)))));
  }

  /** A file for a partner, until then. */
  record Link(String sm3, String partner, Instant until) {}
}
