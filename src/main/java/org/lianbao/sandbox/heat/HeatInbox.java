package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.lianbao.sandbox.desk.Notices;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the hub puts into {@code /in}: application files once they are sealed, and the hub's
 * own lists of rows it could not use. Bad rows go back in {@code /out/RLBZ_ERR_….csv}.
 */
final class HeatInbox {

  private static final Logger LOG = LoggerFactory.getLogger(HeatInbox.class);
  private static final Duration SEAL_PATIENCE = Duration.ofSeconds(10);
  private static final List<String> ERROR_HEADER = List.of("申请编号", "行号", "原因");

  private final Path in;
  private final Path done;
  private final Path out;
  private final OrderBook book;
  private final Notices notices;
  private final Received received;
  private final Clock clock;
  private final Set<String> seenRejects = new HashSet<>();
  private Faults faults = Faults.none();

  HeatInbox(Path root, OrderBook book, Notices notices, Received received, Clock clock)
      throws IOException {
    this.in = Files.createDirectories(root.resolve("in"));
    this.done = Files.createDirectories(in.resolve("done"));
    this.out = Files.createDirectories(root.resolve("out"));
    this.book = book;
    this.notices = notices;
    this.received = received;
    this.clock = clock;
  }

  void suffer(Faults its) {
    faults = its;
  }

  /** Looks once at the folder and takes what is ready. */
  void scan() throws IOException {
    for (var csv : list("RLBZ_SQ_")) {
      if (Files.exists(HeatFile.ok(csv))) {
        take(csv, HeatRow.HEADER, this::takeRow);
      }
    }
    for (var csv : list("RLBZ_TZ_")) {
      if (Files.exists(HeatFile.ok(csv))) {
        take(csv, HeatNotice.HEADER, this::takeNotice);
      }
    }
    for (var csv : list("RLBZ_ERR_")) {
      if (Files.exists(HeatFile.ok(csv)) && seenRejects.add(csv.getFileName().toString())) {
        LOG.warn("heat: the hub could not use some rows, see {}", csv.getFileName());
      }
    }
  }

  /** Every row the hub could not use, with the name of its file. */
  List<Map<String, String>> rejects() throws IOException {
    var rejects = new ArrayList<Map<String, String>>();
    for (var csv : list("RLBZ_ERR_")) {
      if (!Files.exists(HeatFile.ok(csv))) {
        continue;
      }
      try {
        var records = HeatFile.parse(StrictText.read(Files.readAllBytes(csv), StrictText.GB18030));
        for (int i = 1; i < records.size(); i++) {
          rejects.add(reject(csv, records.get(0), records.get(i)));
        }
      } catch (HeatFile.Unreadable | CharacterCodingException e) {
        rejects.add(Map.of("file", csv.getFileName().toString(), "fault", "unreadable"));
      }
    }
    return rejects;
  }

  private static Map<String, String> reject(Path csv, CSVRecord header, CSVRecord row) {
    var reject = new LinkedHashMap<String, String>();
    reject.put("file", csv.getFileName().toString());
    for (int i = 0; i < Math.min(header.size(), row.size()); i++) {
      reject.put(header.get(i), row.get(i));
    }
    return reject;
  }

  /** Takes one row of a file; faults go to the list of those that are answered. */
  private interface RowTaker {
    void take(CSVRecord row, int line, byte[] file, List<List<String>> errors);
  }

  private void take(Path csv, List<String> header, RowTaker rows) throws IOException {
    var errors = new ArrayList<List<String>>();
    try {
      var seal = HeatFile.Seal.read(HeatFile.ok(csv));
      if (seal == null) {
        if (isYoung(HeatFile.ok(csv))) {
          return;
        }
        throw new HeatFile.Unreadable(".ok 应为 rows=N,sm3=64 位十六进制");
      }
      var records = HeatFile.read(csv, seal);
      if (records.isEmpty() || !records.get(0).toList().equals(header)) {
        throw new HeatFile.Unreadable("表头不符");
      }
      var file = Files.readAllBytes(csv);
      for (int i = 1; i < records.size(); i++) {
        rows.take(records.get(i), i + 1, file, errors);
      }
    } catch (HeatFile.Unreadable e) {
      errors.add(List.of("", "0", e.getMessage()));
    }
    if (!errors.isEmpty()) {
      answer(csv, errors);
    }
    move(csv);
    move(HeatFile.ok(csv));
  }

  private void takeRow(CSVRecord row, int line, byte[] file, List<List<String>> errors) {
    var fault =
        HeatRow.fault(row)
            .or(
                () ->
                    faults.has(FaultKind.REFUSE) ? Optional.of("用热地址不在供热管网范围内") : Optional.empty());
    if (fault.isPresent()) {
      errors.add(List.of(HeatRow.orderNo(row), Integer.toString(line), fault.get()));
      return;
    }
    var digest = Digest.sm3(String.join("\u0000", row.toList()));
    received.keep(HeatRow.orderNo(row), file);
    book.take(HeatRow.orderNo(row), digest, clock.now());
  }

  private void takeNotice(CSVRecord row, int line, byte[] file, List<List<String>> errors) {
    var fault = HeatNotice.fault(row);
    if (fault.isPresent()) {
      errors.add(List.of(HeatRow.orderNo(row), Integer.toString(line), fault.get()));
      return;
    }
    var concerns = row.get(1).strip();
    notices.take(HeatRow.orderNo(row), concerns, row.get(2), row.get(5), clock.now());
    if (row.get(2).equals(HeatNotice.WITHDRAWN)) {
      book.close(concerns, clock.now());
    }
  }

  private void answer(Path csv, List<List<String>> errors) throws IOException {
    var text = new StringBuilder(HeatFile.line(ERROR_HEADER.toArray()));
    errors.forEach(error -> text.append(HeatFile.line(error.toArray())));
    var name = "RLBZ_ERR_" + HeatFile.stem(csv) + ".csv";
    HeatFile.write(out.resolve(name), errors.size(), text.toString());
    LOG.warn("heat: refused {} rows of {}", errors.size(), csv.getFileName());
  }

  private boolean isYoung(Path file) throws IOException {
    var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.now());
    return age.compareTo(SEAL_PATIENCE) < 0;
  }

  private void move(Path file) throws IOException {
    Files.move(file, done.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Those files, oldest first: what the hub wrote later is not read before. */
  private List<Path> list(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(".csv"))
          .map(file -> new Arrived(written(file), file))
          .sorted()
          .map(Arrived::file)
          .toList();
    }
  }

  private record Arrived(FileTime written, Path file) implements Comparable<Arrived> {

    @Override
    public int compareTo(Arrived other) {
      var sooner = written.compareTo(other.written);
      return sooner == 0 ? file.compareTo(other.file) : sooner;
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
