package org.lianbao.routing.check;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.mapping.Format;

/**
 * How a partner is spoken to, as its route files say: what is sent to it and where, what reads its
 * answers, and by which doors it tells us things.
 *
 * @param calls in the order in which the routes make them
 */
public record Dealings(List<Call> calls, List<Door> doors) {

  public Dealings {
    calls = List.copyOf(calls);
    doors = List.copyOf(doors);
  }

  /** What carries messages. */
  public enum Carrier {
    HTTP,
    JMS,
    SFTP,
    /** A folder of this machine, whose address is one setting. */
    FILE,
    /** Exchange tables in a database that both sides reach. */
    TABLE;

    /** Whether messages are files, with a marker or a sidecar beside each. */
    public boolean files() {
      return this == SFTP || this == FILE;
    }
  }

  /**
   * A message to the partner.
   *
   * @param step the id of the step that sends it
   * @param order whether it carries an order; otherwise it asks or gives something back
   * @param settings the settings that hold its address, by key
   * @param path the path, queue or folder there; a path ends with an asterisk where the route says
   *     only for each message how it goes on; empty for exchange tables
   * @param headers those the route sets to a fixed value, such as {@code Content-Type}
   * @param format what the partner has to read
   * @param files what its files end with, the data first, then the marker; empty where none are
   *     written
   * @param reader what reads the answer, if there is one
   */
  public record Call(
      String step,
      Carrier carrier,
      boolean order,
      List<String> settings,
      String path,
      String method,
      Map<String, String> headers,
      Format format,
      Charset charset,
      List<String> files,
      Optional<Reader> reader) {}

  /**
   * What reads an answer.
   *
   * @param mappings the files in turn, such as {@code receipt.jsonata}
   * @param withStatus whether its input is {@code {status, body}}
   */
  public record Reader(Set<String> mappings, Format format, Charset charset, boolean withStatus) {}

  /**
   * Where the partner's messages come in.
   *
   * @param route its id
   * @param path the path, queue, folder or exchange table; empty where it says what became of rows
   *     of ours
   * @param options of the route's beginning, such as {@code include}
   * @param mappings the files that read what comes by it
   */
  public record Door(
      String route,
      Carrier carrier,
      List<String> settings,
      String path,
      Map<String, String> options,
      Set<String> mappings,
      Charset charset) {

    /** Whether it brings what the partner says of our rows, and no rows of its own. */
    public boolean verdicts() {
      return carrier == Carrier.TABLE && path.isEmpty();
    }
  }

  /** The call whose answer a mapping reads. */
  public Optional<Call> answeredBy(String mapping) {
    return calls.stream()
        .filter(call -> call.reader().filter(r -> r.mappings().contains(mapping)).isPresent())
        .findFirst();
  }

  /** The door whose messages a mapping reads. */
  public Optional<Door> readBy(String mapping) {
    return doors.stream().filter(door -> door.mappings().contains(mapping)).findFirst();
  }
}
