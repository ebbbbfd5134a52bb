package dev.spacetime.perf;

import dev.spacetime.perf.command.PerfCommand;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(PerfCommand.run(arguments, System.out, System.err));
  }
}
