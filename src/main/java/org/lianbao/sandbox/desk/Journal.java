package org.lianbao.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.lianbao.shared.Json;

/**
 * Facts in the order they happened, one JSON document a line, only ever appended to. A line is
 * handed to the operating system before {@link #append} returns, so it outlives a killed process
 * (not a power cut). A half-written last line is dropped at opening.
 */
public final class Journal implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens or creates {@code <name>.jsonl} in the directory. */
  public static Journal open(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    var file = directory.resolve(name + ".jsonl");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.position(endOfLastLine(file));
    channel.truncate(channel.position());
    return new Journal(file, channel);
  }

  /**
   * Tells every fact from the first on.
   *
   * @throws IOException naming the line if a whole line is not JSON
   */
  public void replay(Consumer<JsonNode> listener) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          listener.accept(Json.read(line.getBytes(StandardCharsets.UTF_8)));
        } catch (Json.MalformedJson e) {
          throw new IOException(file + " 第 " + number + " 行已损坏 / line " + number + " is broken", e);
        }
      }
    }
  }

  /** Writes one fact. */
  public synchronized void append(Object fact) {
    var line = ByteBuffer.wrap((Json.write(fact) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  private static long endOfLastLine(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      for (var at = in.length(); at > 0; at--) {
        in.seek(at - 1);
        if (in.read() == '\n') {
          return at;
        }
      }
      return 0;
    }
  }
}
