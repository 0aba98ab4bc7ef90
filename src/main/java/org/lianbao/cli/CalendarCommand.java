package org.lianbao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings the running hub a calendar file. */
@Command(
    name = "calendar",
    description = "工作日历 / the working calendar of the running hub.",
    subcommands = CalendarCommand.Import.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class CalendarCommand {

  /** Brings one file. */
  @Command(
      name = "import",
      description = {
        "载入放假安排、本地调休或办公时间；受影响的未到期时限随即重算，并记入办件",
        "/ take a notice, local closures or office hours into use; open limits they move are reckoned",
        "again at once, which their cases record."
      },
      exitCodeListHeading = "%n",
      exitCodeList = {"0:已载入 / taken", "1:文件不能使用 / the file cannot be used", "2:用法不对 / usage"},
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Mixin Operator operator;

    @Parameters(
        paramLabel = "FILE",
        description = "2027.csv、2027.ics、local.csv 或 hours.csv / one of these names.")
    Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (!Files.isReadable(file)) {
        throw new CommandFailure("读不到文件 / no such file: " + file);
      }
      var taken =
          operator.bring(
              "/calendar/" + Operator.path(file.getFileName().toString()),
              Files.readAllBytes(file));
      var editions = new ArrayList<String>();
      taken.path("editions").forEach(edition -> editions.add(edition.asText()));
      operator
          .command
          .commandLine()
          .getOut()
          .printf(
              "已载入 / taken: %s%n日历 / calendar: %s%n放假安排 / notices: %s%n",
              taken.path("file").asText(),
              taken.path("version").asText(),
              String.join(", ", editions));
      return 0;
    }
  }
}
