package org.lianbao.supervision;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.Supervision.Asked;
import org.lianbao.cases.Supervision.Verdict;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How limits are kept: lists, totals and the bulletin of a month. */
@RestController
@RequestMapping("/api/v1/supervision")
class SupervisionApi {

  private static final int MOST = 1_000;

  private final Supervision supervision;
  private final Bulletins bulletins;
  private final Clock clock;

  SupervisionApi(Supervision supervision, Bulletins bulletins, Clock clock) {
    this.supervision = supervision;
    this.bulletins = bulletins;
    this.clock = clock;
  }

  /** The limits that end in the month, one page of them. */
  @GetMapping("/limits")
  ResponseEntity<byte[]> limits(
      @RequestParam(required = false) String month,
      @RequestParam(required = false) String party,
      @RequestParam(required = false) String rule,
      @RequestParam(required = false) String verdict,
      @RequestParam(defaultValue = "0") int offset,
      @RequestParam(defaultValue = "200") int limit) {
    var asked = new Asked(month(month), given(party), given(rule), verdict(verdict));
    var from = Math.max(0, offset);
    var most = Math.max(1, Math.min(limit, MOST));
    var found = supervision.limits(asked, from, most + 1);
    var more = found.size() > most;
    return json(new Page(asked.month(), more ? found.subList(0, most) : found, from, most, more));
  }

  /** The bulletin (通报) as JSON, CSV or XLSX. */
  @GetMapping("/bulletin")
  ResponseEntity<byte[]> bulletin(
      @RequestParam(required = false) String month,
      @RequestParam(required = false) String party,
      @RequestParam(defaultValue = "json") String format) {
    var bulletin = bulletins.of(month(month), given(party));
    var name = "lianbao-" + bulletin.of() + (bulletin.party() == null ? "" : "-party");
    return switch (format) {
      case "json" -> json(bulletin);
      case "csv" ->
          file(new BulletinSheet(bulletin).csv(), name + ".csv", "text/csv;charset=UTF-8");
      case "xlsx" ->
          file(
              new BulletinSheet(bulletin).xlsx(),
              name + ".xlsx",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      default -> throw new Unusable("format", "须为 json、csv 或 xlsx / json, csv or xlsx");
    };
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(Unusable parameter) {
    var problem =
        new Problem(
            "/problems/bad-parameters",
            "查询参数有误 / Query parameters cannot be used",
            400,
            "BAD_PARAMETERS",
            parameter.name + "：" + parameter.mend,
            MDC.get("traceId"),
            List.of());
    return ResponseEntity.badRequest()
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(bytes(problem));
  }

  private YearMonth month(String text) {
    if (text == null || text.isBlank()) {
      return YearMonth.from(clock.now().atZone(Clock.COUNTY));
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new Unusable("month", "须为年月，如 2026-11 / a month such as 2026-11");
    }
  }

  private static Verdict verdict(String text) {
    return Optional.ofNullable(given(text))
        .map(
            it ->
                Arrays.stream(Verdict.values())
                    .filter(verdict -> verdict.name().equals(it))
                    .findFirst()
                    .orElseThrow(
                        () -> new Unusable("verdict", "须为 ON_TIME、LATE 或 OPEN / one of these")))
        .orElse(null);
  }

  private static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static ResponseEntity<byte[]> json(Object body) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(bytes(body));
  }

  private static ResponseEntity<byte[]> file(byte[] body, String name, String type) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .contentType(MediaType.parseMediaType(type))
        .body(body);
  }

  private static byte[] bytes(Object body) {
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }

  /** One page of limits; {@code more} where another follows. */
  private record Page(
      YearMonth month, List<Supervision.Limit> limits, int offset, int limit, boolean more) {}

  /** A parameter that cannot be used. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String mend;

    Unusable(String name, String mend) {
      super(name, null, false, false);
      this.name = name;
      this.mend = mend;
    }
  }
}
