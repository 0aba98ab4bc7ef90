package org.lianbao.routing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.SynchronizationAdapter;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Files that come through a folder, each with a sidecar {@code <file>.sm3}: the digest of its bytes
 * in hexadecimal. As {@code filter} of a {@code file:} route it holds a file back until its sidecar
 * fits, or until both have lain unchanged for too long to be still under way; then the route takes
 * the file, to refuse it.
 */
@Component("sm3Sidecar")
public class Sidecars implements GenericFileFilter<File> {

  private static final Logger LOG = LoggerFactory.getLogger(Sidecars.class);
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int LARGEST_SIDECAR = 200;
  private static final int WATCHED_AT_ONCE = 10_000;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(Clock.COUNTY);

  private final InboundSettings settings;
  private final Clock clock;
  private final Map<Path, Watched> watched = new ConcurrentHashMap<>();

  public Sidecars(InboundSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** How a file and its sidecar looked, since when, and whether they fitted. */
  private record Watched(String look, Instant since, boolean fits) {}

  @Override
  public boolean accept(GenericFile<File> file) {
    var path = file.getFile().toPath();
    try {
      return !file.isDirectory() && isReady(path);
    } catch (NoSuchFileException e) {
      // It went under our eyes.
      return false;
    } catch (IOException e) {
      return leave(path, e.getClass().getSimpleName());
    }
  }

  /** A file that cannot or must not be read stays where it is, and is told of once. */
  private boolean leave(Path path, String why) {
    var before = watched.put(path, new Watched(why, clock.now(), false));
    if (before == null || !before.look.equals(why)) {
      LOG.warn("a file in a ferry folder is left alone: {}", why);
    }
    return false;
  }

  private boolean isReady(Path path) throws IOException {
    if (!isFile(path)) {
      return leave(path, "it is a link, or no regular file");
    }
    if (path.getFileName().toString().indexOf('\\') >= 0) {
      // Camel takes it for the end of a folder, and could not put the file away.
      return leave(path, "its name has a backslash");
    }
    var before = watched.get(path);
    var look = look(path) + look(sidecar(path));
    if (before == null || !before.look.equals(look)) {
      before = new Watched(look, clock.now(), fits(path));
      forgetWhatIsGone();
      watched.put(path, before);
    }
    var age = Duration.between(before.since, clock.now());
    return before.fits || age.compareTo(settings.halfWritten()) >= 0;
  }

  private boolean fits(Path path) throws IOException {
    return Files.size(path) <= settings.largestBytes()
        && fault(path, Files.readAllBytes(path)) == null;
  }

  private static String look(Path path) throws IOException {
    try {
      return Files.size(path) + "@" + Files.getLastModifiedTime(path) + ";";
    } catch (NoSuchFileException e) {
      return "-;";
    }
  }

  private void forgetWhatIsGone() {
    if (watched.size() >= WATCHED_AT_ONCE) {
      watched.keySet().removeIf(path -> !Files.exists(path));
    }
  }

  /**
   * The property {@code verdict} says whether the sidecar fits the bytes of the message. When the
   * exchange has gone well the sidecar follows its file into the folder that the property {@code
   * place} names, both under the time in the property {@code taken}.
   */
  public void verify(Exchange exchange) {
    var file = exchange.getProperty("CamelFileExchangeFile", GenericFile.class);
    var path = ((File) file.getFile()).toPath();
    watched.remove(path);
    var reason = reason(path, exchange.getMessage().getBody());
    exchange.setProperty(
        "verdict", Map.of("verified", reason == null, "reason", reason == null ? "" : reason));
    var taken = STAMP.format(clock.now());
    exchange.setProperty("taken", taken);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onComplete(Exchange done) {
                putAway(sidecar(path), done.getProperty("place", String.class), taken);
              }
            });
  }

  private static String reason(Path path, Object body) {
    if (body instanceof Withheld withheld) {
      return withheld.why();
    }
    try {
      return fault(path, (byte[]) body);
    } catch (IOException e) {
      throw new UncheckedIOException("the sidecar cannot be read", e);
    }
  }

  /** What is wrong with a file's sidecar; {@code null} if it fits. */
  private static String fault(Path path, byte[] bytes) throws IOException {
    var sidecar = sidecar(path);
    if (!isFile(sidecar)) {
      return "没有 .sm3 摘要文件 / its .sm3 file is missing";
    }
    var text =
        Files.size(sidecar) > LARGEST_SIDECAR
            ? ""
            : new String(Files.readAllBytes(sidecar), StandardCharsets.ISO_8859_1).strip();
    if (!HEXADECIMAL.matcher(text).matches()) {
      return ".sm3 文件应为 64 位十六进制摘要 / its .sm3 file must hold 64 hexadecimal digits";
    }
    return Digest.matches(Digest.sm3(bytes), text)
        ? null
        : "文件与 .sm3 摘要不符，可能没有写完 / the file does not fit its .sm3, it may be half-written";
  }

  /** A link would lead the hub out of the folder. */
  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path sidecar(Path path) {
    return path.resolveSibling(path.getFileName() + ".sm3");
  }

  private static void putAway(Path sidecar, String place, String taken) {
    try {
      var folder = Files.createDirectories(sidecar.resolveSibling(place));
      Files.move(
          sidecar,
          folder.resolve(taken + "_" + sidecar.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      LOG.debug("there was no sidecar to put away");
    } catch (IOException e) {
      LOG.warn("a sidecar could not be put away: {}", e.getClass().getSimpleName());
    }
  }
}
