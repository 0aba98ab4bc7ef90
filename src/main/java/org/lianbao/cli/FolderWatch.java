package org.lianbao.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches folders with one folder per partner, and tells whose files have changed once all of them
 * have been quiet for a moment, so that half a change is not taken for a whole one.
 */
final class FolderWatch implements AutoCloseable {

  private final List<Path> roots;
  private final Duration quiet;
  private final Consumer<String> changed;
  private final WatchService service;
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private final TreeSet<String> slugs = new TreeSet<>();
  private final Thread thread = new Thread(this::watch, "folder watch");

  /**
   * Begins to watch.
   *
   * @param changed is told the slug, by a thread of the watch's own
   */
  FolderWatch(List<Path> roots, Duration quiet, Consumer<String> changed) throws IOException {
    this.roots = roots;
    this.quiet = quiet;
    this.changed = changed;
    this.service = roots.get(0).getFileSystem().newWatchService();
    for (var root : roots) {
      register(root);
    }
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        var key = slugs.isEmpty() ? service.take() : poll();
        if (key != null) {
          note(key);
        } else {
          tell();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedWatchServiceException e) {
      // The demo has ended.
      return;
    }
  }

  private WatchKey poll() throws InterruptedException {
    return service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tell() {
    var due = List.copyOf(slugs);
    slugs.clear();
    due.forEach(changed);
  }

  private void note(WatchKey key) {
    var folder = folders.get(key);
    for (var event : key.pollEvents()) {
      if (folder != null && event.context() instanceof Path name) {
        var path = folder.resolve(name);
        slug(path);
        if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
          register(path);
        }
      } else {
        // Too much at once to be told in single events.
        folders.values().forEach(this::slug);
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
  }

  private void slug(Path path) {
    for (var root : roots) {
      if (path.startsWith(root) && !path.equals(root)) {
        slugs.add(root.relativize(path).getName(0).toString());
      }
    }
  }

  private void register(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var below = Files.walk(folder)) {
      for (var each : (Iterable<Path>) below.filter(Files::isDirectory)::iterator) {
        folders.put(
            each.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE),
            each);
      }
    } catch (IOException | UncheckedIOException e) {
      // Gone again already; its end is told by the folder around it.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
