package org.lianbao.window;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Who is signed in at the pages. The cookie names the person and when it ends, signed with that
 * person's token: no hub has to remember it, and it is worth nothing once the token has changed.
 */
@Component
class Sessions {

  static final String COOKIE = "lianbao-staff";

  private static final Duration LASTS = Duration.ofHours(12);

  private final Staff staff;
  private final Clock clock;

  Sessions(Staff staff, Clock clock) {
    this.staff = staff;
    this.clock = clock;
  }

  /**
   * Somebody who is signed in.
   *
   * @param key what their forms carry, so that no other site can send one in their name
   */
  record Session(Staff.Person person, String key) {}

  /** The cookie for whoever has this token; empty if nobody has. */
  Optional<ResponseCookie> begin(String token, boolean secure) {
    return staff
        .with(token)
        .map(
            person -> {
              var name =
                  Base64.getUrlEncoder()
                      .withoutPadding()
                      .encodeToString(person.name().getBytes(StandardCharsets.UTF_8));
              var says = name + "." + clock.now().plus(LASTS).getEpochSecond();
              return cookie(says + "." + sign(token, says), secure).maxAge(LASTS).build();
            });
  }

  /** The cookie that ends a session. */
  ResponseCookie end(boolean secure) {
    return cookie("", secure).maxAge(0).build();
  }

  /** Who sends this request, if they are signed in. */
  Optional<Session> of(HttpServletRequest request) {
    return Arrays.stream(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst()
        .flatMap(this::read);
  }

  private Optional<Session> read(String value) {
    var parts = value.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    var says = parts[0] + "." + parts[1];
    return name(parts[0])
        .flatMap(staff::token)
        .filter(token -> Digest.matches(sign(token, says), parts[2]) && !over(parts[1]))
        .flatMap(
            token ->
                staff.with(token).map(person -> new Session(person, sign(token, "form " + value))));
  }

  private boolean over(String ends) {
    return !clock.now().isBefore(Instant.ofEpochSecond(Long.parseLong(ends)));
  }

  private static Optional<String> name(String encoded) {
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String sign(String token, String text) {
    return Digest.hmacSm3(token, text);
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value, boolean secure) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/");
  }
}
