package dev.spacetime.perf.command;

import dev.spacetime.api.NearestName;
import dev.spacetime.perf.compare.CompareCommand;
import dev.spacetime.perf.history.HistoryCommand;
import dev.spacetime.perf.load.BudgetsCommand;
import dev.spacetime.perf.load.LoadCommand;
import dev.spacetime.perf.memory.MemoryCommand;
import dev.spacetime.perf.peers.PeersCommand;
import dev.spacetime.perf.shadowing.ShadowingCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; each subcommand is a class of its own. */
@Command(
    name = "spacetime-perf",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures SpaceTime: two variants side by side, parts, peers, and over time.",
    footer = {
      "",
      "Exit status: 0 well, 1 worse, different or failed, 2 wrong use, 3 inconclusive."
    },
    subcommands = {
      CompareCommand.class,
      HistoryCommand.class,
      LoadCommand.class,
      BudgetsCommand.class,
      PeersCommand.class,
      ShadowingCommand.class,
      MemoryCommand.class,
      ProjectCommand.class,
      JmhCommand.class
    })
public final class PerfCommand {
  private PerfCommand() {}

  /** Runs one command line to its end and answers its exit status. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new PerfCommand());
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(PerfCommand::wrongUse);
    line.setExecutionExceptionHandler(PerfCommand::failed);
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return ExitStatus.WRONG_USE;
    }
    return line.execute(arguments);
  }

  private static int wrongUse(CommandLine.ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println("error: " + wrong.getMessage());
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      nearest(unmatched).ifPresent(near -> err.println("Did you mean " + near + "?"));
    }
    err.println("'--help' lists what can be given.");
    return ExitStatus.WRONG_USE;
  }

  private static Optional<String> nearest(CommandLine.UnmatchedArgumentException unmatched) {
    List<String> known = new ArrayList<>(unmatched.getCommandLine().getSubcommands().keySet());
    known.addAll(unmatched.getCommandLine().getCommandSpec().optionsMap().keySet());
    return unmatched.getUnmatched().stream()
        .findFirst()
        .flatMap(word -> NearestName.of(word.split("=", 2)[0], known));
  }

  private static int failed(Exception failed, CommandLine line, CommandLine.ParseResult parsed) {
    boolean ours = failed instanceof WrongUseException || failed instanceof FailedException;
    line.getErr().println("error: " + (ours ? failed.getMessage() : failed.toString()));
    return failed instanceof WrongUseException ? ExitStatus.WRONG_USE : ExitStatus.FAILED;
  }
}
