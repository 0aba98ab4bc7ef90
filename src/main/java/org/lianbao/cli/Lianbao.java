package org.lianbao.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.lianbao.hosting.StartFailure;
import org.lianbao.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the hub. Exit code 0 only on success, 2 for a command line nobody can read. */
@Command(
    name = "lianbao",
    description = "联报：水电气暖协同报装交换枢纽 / the exchange hub behind a county's joint utility connection.",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      TryCommand.class,
      NewPartnerCommand.class,
      TablesCommand.class,
      TwinCommand.class,
      ConformCommand.class,
      RehearseCommand.class,
      ApplyCommand.class,
      InboxCommand.class,
      RedriveCommand.class,
      ChangesCommand.class,
      PartnersCommand.class,
      AlertsCommand.class,
      HoldCommand.class,
      ReleaseCommand.class,
      ResendCommand.class,
      CancelCommand.class,
      BulkheadCommand.class,
      DueCommand.class,
      CalendarCommand.class,
      SoakCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "Lianbao 0.1.0",
    synopsisSubcommandLabel = "COMMAND")
public final class Lianbao {

  private Lianbao() {}

  public static void main(String[] arguments) {
    // Chinese must come out whatever the terminal's locale says of itself.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Lianbao())
        .setOut(new PrintWriter(System.out, true))
        .setErr(new PrintWriter(System.err, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Durations::parse)
        .setParameterExceptionHandler(Lianbao::misread)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(told(failure));
              return 1;
            });
  }

  /** What was wrong with the command line, and where its options are explained. */
  private static int misread(CommandLine.ParameterException fault, String[] arguments) {
    var command = fault.getCommandLine();
    command.getErr().println(fault.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(fault, command.getErr());
    command
        .getErr()
        .printf("参数说明 / options: ./%s --help%n", command.getCommandSpec().qualifiedName());
    return 2;
  }

  /** One line for what people can mend; anything else is ours to mend and keeps its trace. */
  private static String told(Exception failure) throws Exception {
    if (failure instanceof CommandFailure) {
      return failure.getMessage();
    }
    if (failure instanceof StartFailure start) {
      return start.getMessage() + " → " + start.mend();
    }
    if (failure instanceof IOException) {
      return "读写失败 / input or output failed: " + failure;
    }
    throw failure;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
