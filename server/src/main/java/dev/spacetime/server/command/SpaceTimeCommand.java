package dev.spacetime.server.command;

import dev.spacetime.api.NearestName;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.Setting;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line: all that {@code java -jar spacetime.jar} understands. */
final class SpaceTimeCommand {
  private static final String[] FOOTER = {
    "",
    "Every setting can also be given in the environment (--data-dir as SPACETIME_DATA_DIR) or in",
    "the file of --config (data-dir = /srv/spacetime). A flag wins over the environment, the",
    "environment over the file.",
    "",
    "SPACETIME_TOKEN in the environment is an operator token for this run; without it a token is",
    "made on the first start and kept in the file 'token' of the data folder.",
    "",
    "Example:",
    "  java -jar spacetime.jar --variant=original --project=my-game --port=8080",
    "",
    "Exit status: 0 ended well, 1 failed while running, 2 wrong use or configuration.",
  };

  private SpaceTimeCommand() {}

  /** Runs one command line to its end and answers its exit status. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    CommandLine line = commandLine();
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(SpaceTimeCommand::execute);
    line.setParameterExceptionHandler(SpaceTimeCommand::wrongUse);
    line.setExecutionExceptionHandler(SpaceTimeCommand::failed);
    return line.execute(arguments);
  }

  private static CommandLine commandLine() {
    CommandSpec root = serving("spacetime");
    root.usageMessage()
        .description("Serves the scenes of a Godot project over HTTP, by either of two variants.")
        .footer(FOOTER);
    CommandSpec serve = serving("serve");
    serve.usageMessage().description("Serves a project; what happens without a command, too.");
    root.addSubcommand("serve", serve);
    root.addSubcommand("validate", ValidateCommand.spec());
    root.addSubcommand("token", TokenCommands.spec());
    root.addSubcommand("variants", VariantsCommand.spec());
    root.addSubcommand("rollout", RolloutCommands.spec());
    root.addSubcommand("audit", AuditCommand.spec());
    return new CommandLine(root);
  }

  private static CommandSpec serving(String name) {
    CommandSpec spec =
        CommandSpec.create()
            .name(name)
            .mixinStandardHelpOptions(true)
            .version("SpaceTime " + version());
    SettingOptions.addTo(spec, Setting.values());
    return spec;
  }

  private static int execute(ParseResult parsed) throws CommandLine.ExecutionException {
    List<CommandLine> line = parsed.asCommandLineList();
    CommandLine last = line.get(line.size() - 1);
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      return switch (line.get(Math.min(1, line.size() - 1)).getCommandName()) {
        case "token" -> TokenCommands.execute(last);
        case "rollout" -> RolloutCommands.execute(last);
        case "audit" -> AuditCommand.execute(last);
        case "validate" -> ValidateCommand.execute(last);
        case "variants" -> VariantsCommand.execute(last);
        // A setting may stand before or after the word "serve".
        default -> ServeCommand.execute(SettingOptions.given(line), last.getOut(), last.getErr());
      };
    } catch (ConfigurationException wrong) {
      return ServeCommand.refused(wrong, last.getErr());
    } catch (RuntimeException failed) {
      throw new CommandLine.ExecutionException(last, failed.toString(), failed);
    }
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

  private static int failed(Exception failed, CommandLine line, ParseResult parsed) {
    line.getErr().println("error: " + failed.getMessage());
    return ExitStatus.FAILED;
  }

  private static String version() {
    String version = SpaceTimeCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
