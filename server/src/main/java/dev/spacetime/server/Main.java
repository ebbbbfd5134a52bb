package dev.spacetime.server;

import dev.spacetime.server.command.SpaceTimeCommand;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(SpaceTimeCommand.run(arguments, System.out, System.err));
  }
}
