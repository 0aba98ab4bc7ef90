package org.lianbao.processes;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class for as long as a parent process lives: {@code PARENT-PID CLASS
 * ARGUMENTS…}. A parent killed outright can stop nobody, so its children watch it.
 */
public final class Tethered {

  private Tethered() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    var parent = ProcessHandle.of(Long.parseLong(arguments[0]));
    if (parent.isEmpty()) {
      System.exit(1);
    }
    parent.get().onExit().thenRun(() -> System.exit(1));
    var main = Class.forName(arguments[1]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }
}
