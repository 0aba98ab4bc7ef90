package org.lianbao.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the partners' folders lie, the same for every command of the integration engineer. */
final class Folders {

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      defaultValue = "${env:LIANBAO_ROUTES:-${sys:lianbao.home:-.}/routes}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "路由目录 / folder of the routes (default: routes beside the launcher).")
  Path routes;

  @Option(
      names = "--mappings",
      paramLabel = "DIR",
      defaultValue = "${env:LIANBAO_MAPPINGS:-${sys:lianbao.home:-.}/mappings}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "映射目录 / folder of the mappings (default: mappings beside the launcher).")
  Path mappings;

  /** Where the folder of that name lies if nobody says otherwise; the hub looks there too. */
  static Path usual(String name) {
    var named = System.getenv("LIANBAO_" + name.toUpperCase(Locale.ROOT));
    return named == null ? Path.of(System.getProperty("lianbao.home", "."), name) : Path.of(named);
  }

  /** Refuses folders that are not there, before anything is read. */
  void require() {
    if (!Files.isDirectory(routes) || !Files.isDirectory(mappings)) {
      throw usage("没有目录 / there is no folder " + routes + " or " + mappings);
    }
    // The libraries log much at their start; the command speaks for itself.
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "cli/logback.xml");
    }
  }

  /** A command line nobody can carry out: exit code 2. */
  CommandLine.ParameterException usage(String text) {
    return new CommandLine.ParameterException(command.commandLine(), text);
  }
}
