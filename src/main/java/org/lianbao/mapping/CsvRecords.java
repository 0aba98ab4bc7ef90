package org.lianbao.mapping;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts CSV bytes into records and fields (RFC 4180), in any character set whose further bytes are
 * never a comma, a quote or a line end, as in UTF-8, GBK and GB18030. Where the quotes of a record
 * do not add up, the record is its one line and the next line begins anew.
 */
final class CsvRecords {

  private final byte[] body;
  private int at;
  private int line = 1;

  CsvRecords(byte[] body, int from) {
    this.body = body;
    this.at = from;
  }

  /** The next record that is not blank, or {@code null} at the end. */
  Fields next() {
    while (at < body.length) {
      var from = at;
      var firstLine = line;
      var fields = quoted(from);
      String fault = null;
      if (fields == null) {
        at = from;
        fields = plain();
        fault = "引号不成对";
      }
      for (var i = from; i < at; i++) {
        line += body[i] == '\n' ? 1 : 0;
      }
      if (!blank(from, at)) {
        return new Fields(firstLine, from, at, fields, fault);
      }
    }
    return null;
  }

  /** Reads one record from here, leaving {@code at} behind its line end; null if it is broken. */
  private List<byte[]> quoted(int from) {
    List<byte[]> fields = new ArrayList<>();
    var i = from;
    while (true) {
      var field = new ByteArrayOutputStream();
      if (i < body.length && body[i] == '"') {
        i++;
        while (i < body.length && (body[i] != '"' || follows(i, '"'))) {
          i += body[i] == '"' ? 1 : 0;
          field.write(body[i++]);
        }
        if (i >= body.length || !endsField(i + 1)) {
          return null;
        }
        i++;
      } else {
        while (!endsField(i)) {
          field.write(body[i++]);
        }
      }
      fields.add(field.toByteArray());
      if (i < body.length && body[i] == ',') {
        i++;
        continue;
      }
      at = pastLineEnd(i);
      return fields;
    }
  }

  /** Reads one line with quotes as ordinary bytes around fields. */
  private List<byte[]> plain() {
    List<byte[]> fields = new ArrayList<>();
    var field = new ByteArrayOutputStream();
    while (at < body.length && body[at] != '\n') {
      if (body[at] == ',') {
        fields.add(field.toByteArray());
        field.reset();
      } else if (body[at] != '"' && body[at] != '\r') {
        field.write(body[at]);
      }
      at++;
    }
    fields.add(field.toByteArray());
    at = pastLineEnd(at);
    return fields;
  }

  private boolean endsField(int i) {
    return i >= body.length
        || body[i] == ','
        || body[i] == '\n'
        || (body[i] == '\r' && (i + 1 >= body.length || follows(i, '\n')));
  }

  private int pastLineEnd(int i) {
    var end = i < body.length && body[i] == '\r' ? i + 1 : i;
    return end < body.length && body[end] == '\n' ? end + 1 : end;
  }

  private boolean follows(int i, char next) {
    return i + 1 < body.length && body[i + 1] == next;
  }

  private boolean blank(int from, int to) {
    for (var i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /**
   * One record.
   *
   * @param line the line it begins on, from 1
   * @param from its first byte in the body
   * @param to the byte behind its line end
   * @param fault what is wrong with it, in Chinese; {@code null} if nothing
   */
  record Fields(int line, int from, int to, List<byte[]> fields, String fault) {}
}
