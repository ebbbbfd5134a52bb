package dev.spacetime.perf.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands everything on to JMH. */
@Command(
    name = "jmh",
    description = "Runs the benchmarks of single parts; takes JMH's own arguments (jmh -h).")
final class JmhCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
    return ExitStatus.ENDED_WELL;
  }
}
