package org.lianbao.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Door;
import org.lianbao.shared.Digest;

/** Files that lie in folders: those with their marker are taken out, others are put in. */
final class DroppedFiles implements AutoCloseable {

  private static final long LARGEST = 20_000_000;
  private static final long LOOK_MS = 100;
  private static final String SIDECAR = ".sm3";

  private final List<Call> calls;
  private final Function<Call, Path> folder;
  private final Counter counter;
  private final Slowness slowness;
  private volatile boolean paused;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "twin-files");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Knows the folders.
   *
   * @param calls that bring orders
   * @param folder where the files of a call lie
   */
  DroppedFiles(List<Call> calls, Function<Call, Path> folder, Counter counter, Slowness slowness) {
    this.calls = calls;
    this.folder = folder;
    this.counter = counter;
    this.slowness = slowness;
  }

  /** Begins to look for files. */
  void watch() {
    looking.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  /** Takes no files for a while, or takes them again. */
  void pause(boolean wanted) {
    paused = wanted;
  }

  /**
   * Puts a message down as a file, its marker last.
   *
   * @throws IOException also while an earlier file of that name still lies there
   */
  Told put(Path into, Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    var name = message.file() == null ? message.example() + ".txt" : plain(message.file());
    var marker = marker(door, name);
    if (marker != null && Files.exists(into.resolve(marker))) {
      throw new IOException("上一个文件还在 / the file before lies there still");
    }
    write(into, name, message.body());
    if (whole && marker != null) {
      var text = message.marker() == null ? "" : message.marker();
      write(into, marker, text.getBytes(message.charset()));
    }
    return new Told(order.orderNo(), message.example(), message.body(), 0, new byte[0]);
  }

  /** Under another name first, so that nobody takes a file that is only half there. */
  private static void write(Path into, String name, byte[] bytes) throws IOException {
    var hidden = Files.write(into.resolve("." + name), bytes);
    Files.move(hidden, into.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String plain(String name) {
    return name.replaceAll("[/\\\\]", "_");
  }

  /** The name of the marker that the route waits for. */
  private static String marker(Door door, String name) {
    if ("#sm3Sidecar".equals(door.options().get("filter"))) {
      return name + SIDECAR;
    }
    var done = door.options().get("doneFileName");
    var dot = name.lastIndexOf('.');
    return done == null
        ? null
        : done.replace("${file:name.noext}", dot < 0 ? name : name.substring(0, dot))
            .replace("${file:name}", name);
  }

  private void look() {
    for (var call : calls) {
      try (var files = Files.list(folder.apply(call))) {
        var names = files.map(f -> f.getFileName().toString()).sorted().toList();
        for (var name : names) {
          if (!paused && ready(call, name, names)) {
            take(call, name);
          }
        }
      } catch (IOException | RuntimeException e) {
        // Tried again at the next look.
        continue;
      }
    }
  }

  private static boolean ready(Call call, String name, List<String> names) {
    if (call.files().isEmpty() || !name.endsWith(call.files().get(0))) {
      return false;
    }
    return call.files().size() == 1 || names.contains(markerOf(call, name));
  }

  private static String markerOf(Call call, String name) {
    var stem = name.substring(0, name.length() - call.files().get(0).length());
    return stem + call.files().get(1);
  }

  private void take(Call call, String name) throws IOException {
    var file = folder.apply(call).resolve(name);
    if (Files.size(file) > LARGEST) {
      Files.delete(file);
      return;
    }
    slowness.waitIfSlow();
    var body = Files.readAllBytes(file);
    var headers = new HashMap<>(Map.of("file-name", name, "sm3", Digest.sm3(body)));
    if (call.files().size() > 1) {
      var marker = file.resolveSibling(markerOf(call, name));
      headers.put("marker", Files.readString(marker));
      Files.delete(marker);
    }
    Files.delete(file);
    counter.take(call, headers, body);
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
