package org.lianbao.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's commands: run the simulators, or act as the county once. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description =
        "县工改系统、水电气暖四家与五个部门的模拟器 / simulators of the county, the utilities and the departments",
    subcommands = {
      ServeCommand.class,
      PostCommand.class,
      SignCommand.class,
      BenchCommand.class,
      FaultCommand.class
    })
public final class Sandbox {

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    // Before the first logger is made: the libraries are quiet, the simulators are heard.
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "sandbox/logback.xml");
    }
    // Java 17 writes in the locale's charset, which on a bare server knows no Chinese.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    System.exit(run(args));
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  /** Runs a command and returns its exit code: 0 only on success. */
  static int run(String... args) {
    return new CommandLine(new Sandbox())
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("出错 / failed: " + e.getMessage());
              return 2;
            })
        .execute(args);
  }
}
