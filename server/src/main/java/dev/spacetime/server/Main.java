package dev.spacetime.server;

import dev.spacetime.server.command.CommandEntry;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandEntry.run(arguments, System.out, System.err));
  }
}
