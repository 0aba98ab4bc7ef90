package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.shared.Digest;

/** The files both sides exchange: CSV in GB18030 with CRLF, and beside it an .ok that seals it. */
final class HeatFile {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setQuoteMode(QuoteMode.ALL).get();
  private static final Pattern SEAL = Pattern.compile("rows=(\\d{1,6}),sm3=([0-9a-fA-F]{64})\\s*");
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private HeatFile() {}

  /** Why a whole file cannot be read, in words for the sender. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** What an .ok says: data rows without the header, and the SM3 of the CSV's bytes. */
  record Seal(int rows, String sm3) {

    /** The seal if the text is a whole one, {@code null} while it is still being written. */
    static Seal read(Path ok) throws IOException {
      var matcher = SEAL.matcher(new String(Files.readAllBytes(ok), StrictText.GB18030));
      return matcher.matches()
          ? new Seal(Integer.parseInt(matcher.group(1)), matcher.group(2))
          : null;
    }

    static String of(int rows, byte[] csv) {
      return "rows=" + rows + ",sm3=" + Digest.sm3(csv);
    }
  }

  /** The path of the .ok beside a CSV file. */
  static Path ok(Path csv) {
    return csv.resolveSibling(stem(csv) + ".ok");
  }

  /** The CSV file's name without its ending. */
  static String stem(Path csv) {
    var name = csv.getFileName().toString();
    return name.substring(0, name.length() - ".csv".length());
  }

  /** The sealed file's records, header first. */
  static List<CSVRecord> read(Path csv, Seal seal) throws IOException, Unreadable {
    if (Files.size(csv) > MAX_BYTES) {
      throw new Unreadable("文件超过 16 MB");
    }
    var bytes = Files.readAllBytes(csv);
    if (!Digest.matches(Digest.sm3(bytes), seal.sm3())) {
      throw new Unreadable(".ok 的 sm3 与文件不符");
    }
    String text;
    try {
      text = StrictText.read(bytes, StrictText.GB18030);
    } catch (CharacterCodingException e) {
      throw new Unreadable("文件编码不是 GB18030");
    }
    if (text.replace("\r\n", "").indexOf('\n') >= 0) {
      throw new Unreadable("行尾应为 CRLF");
    }
    var records = parse(text);
    if (records.size() - 1 != seal.rows()) {
      throw new Unreadable(".ok 的 rows 与文件行数不符");
    }
    return records;
  }

  /** The records of a text. */
  static List<CSVRecord> parse(String text) throws Unreadable {
    try (var parser = FORMAT.parse(new StringReader(text))) {
      return parser.getRecords();
    } catch (IOException | UncheckedIOException e) {
      throw new Unreadable("不是合规的 CSV");
    }
  }

  /** One line with every field quoted, CRLF at its end. */
  static String line(Object... fields) {
    return FORMAT.format(fields) + "\r\n";
  }

  /** Writes a file and then its seal. */
  static void write(Path csv, int rows, String text) throws IOException {
    var bytes = text.getBytes(StrictText.GB18030);
    Files.write(csv, bytes);
    seal(csv, rows, bytes);
  }

  /** Writes the seal, whole at once. */
  static void seal(Path csv, int rows, byte[] bytes) throws IOException {
    var part = csv.resolveSibling("." + stem(csv) + ".part");
    Files.writeString(part, Seal.of(rows, bytes));
    Files.move(part, ok(csv), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
