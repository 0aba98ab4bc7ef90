package org.lianbao.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Brings changes of partner folders into force as they are made, and prints the hub's answers. */
final class ChangeWatch implements AutoCloseable {

  private static final Duration QUIET = Duration.ofMillis(700);
  private static final String SHARED = "_shared";
  private static final String BY = "demo";

  private final Operator operator;
  private final PrintWriter out;
  private final FolderWatch watch;

  ChangeWatch(Path routes, Path mappings, Operator operator, PrintWriter out) throws IOException {
    this.operator = operator;
    this.out = out;
    this.watch = new FolderWatch(List.of(routes, mappings), QUIET, this::apply);
  }

  private void apply(String slug) {
    out.printf("改动 / changed: %s%n", slug);
    if (slug.equals(SHARED)) {
      out.println("! 公用文件在枢纽下次启动时生效 / what all share is taken when the hub starts next");
      out.flush();
      return;
    }
    try {
      var path = "/partners/" + Operator.path(slug) + "/apply";
      new VerdictPrinter(out).print(operator.tell(path, Map.of("by", BY)));
    } catch (CommandFailure e) {
      out.println("! " + e.getMessage());
    } catch (IOException e) {
      out.println("! 枢纽没有回答 / the hub did not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
