package org.lianbao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.calendar.Term;
import org.lianbao.calendar.WorkingCalendar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers when a limit in working days ends, and why; needs no hub. */
@Command(
    name = "due",
    description = "工作日时限何时到期 / when a limit in working days ends, with its arithmetic.",
    mixinStandardHelpOptions = true)
final class DueCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description =
          "触发时间 / the trigger, China time: 2026-09-18T16:00 (a date alone for whole days).")
  String from;

  @Option(
      names = "--limit",
      paramLabel = "DAYS",
      required = true,
      description = "时限 / 0.5d, 2d, 1.5d; -2d: the second working day before.")
  String limit;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "HALF_OF_DAY_MINUTES",
      description = "半日口径 / HALF_OF_DAY_MINUTES (default), FIXED_240 or NEXT_SESSION_END.")
  String strategy;

  @Option(
      names = "--party",
      paramLabel = "SLUG",
      description = "按该单位的办公时间 / by this party's hours and closures (default: the county's).")
  String party;

  @Option(
      names = "--pause",
      paramLabel = "FROM/TO",
      description = "暂停，可多次 / a pause; may be given again.")
  List<String> pauses = new ArrayList<>();

  @Option(names = "--why", description = "列出算式 / show the arithmetic.")
  boolean why;

  @Option(names = "--json", description = "输出 JSON / for programs, with the arithmetic.")
  boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "数据目录，读其中 calendar / data folder; its folder calendar is read.")
  Path data;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var calendar = calendar();
    var out = spec.commandLine().getOut();
    try {
      var term = asked(calendar);
      var deadline = calendar.due(term);
      if (json) {
        new DuePrinter(out).json(term, deadline);
      } else {
        new DuePrinter(out).words(term.limit(), deadline, why);
      }
      return 0;
    } catch (CalendarFault e) {
      var err = spec.commandLine().getErr();
      err.println(e.getMessage());
      err.println("./lianbao due --help");
      return 2;
    }
  }

  private Term asked(WorkingCalendar calendar) throws IOException {
    return new DueQuestion().read(from, limit, strategy, party, pauses, parties(calendar));
  }

  private WorkingCalendar calendar() throws IOException {
    var folder = data != null ? data : Path.of(System.getProperty("lianbao.data", "data"));
    try {
      return CalendarFolder.read(folder.resolve("calendar"));
    } catch (CalendarFault e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  /** Everybody with a route folder, or with hours or closures of their own. */
  private static SortedSet<String> parties(WorkingCalendar calendar) throws IOException {
    var parties = new TreeSet<>(calendar.parties());
    var routes = Path.of(System.getProperty("lianbao.home", "."), "routes");
    if (Files.isDirectory(routes)) {
      try (var folders = Files.list(routes)) {
        folders
            .filter(folder -> Files.exists(folder.resolve("partner.yaml")))
            .forEach(folder -> parties.add(folder.getFileName().toString()));
      }
    }
    return parties;
  }
}
