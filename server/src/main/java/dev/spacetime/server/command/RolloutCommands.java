package dev.spacetime.server.command;

import dev.spacetime.api.Json;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.rollout.CanaryPlan;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.JsonNode;

/** {@code rollout}: brings a variant in step by step on a running server, or takes it back. */
final class RolloutCommands {
  private static final String ROLLOUT = "/admin/rollout";
  private static final String REASON = "--reason";
  private static final String HOLD = "--hold";
  private static final String SHADOW = "--shadow-percent";
  private static final String STEPS = "--steps";
  private static final String UNGUARDED = "--unguarded";

  private RolloutCommands() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description("Brings a variant in step by step on a running server, or takes it back.")
        .footer("", "Exit status: 0 done, 1 could not be done, 2 wrong use.");
    spec.addSubcommand("status", AdminOptions.spec("Tells what serves and how it is judged."));
    spec.addSubcommand("fixed", fixed());
    spec.addSubcommand("shadow", shadow());
    spec.addSubcommand("canary", canary());
    spec.addSubcommand("pause", change("Keeps the share of a canary as it is."));
    spec.addSubcommand("resume", change("Lets a canary that was paused go on."));
    spec.addSubcommand("promote", change("Goes to the next step without waiting."));
    spec.addSubcommand("rollback", change("Has the stable variant, or the one before, serve."));
    spec.addSubcommand(
        "mismatches",
        Pages.addTo(
            AdminOptions.spec(
                "Lists requests that the variants answered differently, newest first.")));
    spec.addSubcommand("replay", replay());
    return spec;
  }

  private static CommandSpec fixed() {
    return named(change("Has one variant answer everything from now on."))
        .addOption(hold("How long it is watched at the least"))
        .addOption(
            OptionSpec.builder(UNGUARDED)
                .type(boolean.class)
                .description("It is not watched and not taken back.")
                .build());
  }

  private static CommandSpec shadow() {
    return named(change("Has another variant asked too, out of sight, and compared."))
        .addOption(shadowPercent());
  }

  private static CommandSpec canary() {
    return named(change("Has another variant answer a share of the clients, step by step."))
        .addOption(
            AdminOptions.option(
                    STEPS, "N,...", "Shares in percent, rising to 100. Default: 1,5,25,50,100.")
                .build())
        .addOption(hold("How long each step lasts at the least"))
        .addOption(shadowPercent());
  }

  private static CommandSpec replay() {
    return AdminOptions.spec(
            "Runs the request of a mismatch again, out of sight, and makes it as small as it can.")
        .addPositional(positional("NUMBER", "The mismatch's number.", Long.class));
  }

  private static CommandSpec change(String description) {
    return AdminOptions.spec(description)
        .addOption(
            AdminOptions.option(REASON, "TEXT", "Why; it is recorded.").required(true).build());
  }

  private static CommandSpec named(CommandSpec spec) {
    return spec.addPositional(positional("VARIANT", "The variant's name.", String.class));
  }

  private static PositionalParamSpec positional(String label, String description, Class<?> type) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index("0")
        .arity("1")
        .required(true)
        .type(type)
        .description(description)
        .build();
  }

  private static OptionSpec hold(String description) {
    return AdminOptions.option(HOLD, "TIME", description + ", such as 5m. Default: 5m.").build();
  }

  private static OptionSpec shadowPercent() {
    return OptionSpec.builder(SHADOW)
        .paramLabel("N")
        .type(Integer.class)
        .description("Of the requests are run by both. Default: 10.")
        .build();
  }

  static int execute(CommandLine line) throws ConfigurationException {
    String name = line.getCommandName();
    if (name.equals("rollout")) {
      throw AdminOptions.wrong("give " + String.join(", ", line.getSubcommands().keySet()));
    }
    try {
      AdminClient client = AdminOptions.client(line);
      JsonNode answer =
          switch (name) {
            case "status" -> client.get(ROLLOUT);
            case "fixed", "shadow", "canary" -> client.send("PUT", ROLLOUT, wanted(name, line));
            case "mismatches" -> client.get("/admin/mismatches" + Pages.query(line));
            case "replay" ->
                client.send("POST", "/admin/mismatches/replay", Map.of("number", given(line)));
            default -> client.send("POST", ROLLOUT + "/" + name, Map.of("reason", reason(line)));
          };
      print(line, name, answer);
      return ExitStatus.ENDED_WELL;
    } catch (AdminClient.RefusedException refused) {
      line.getErr().println("error: " + refused.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private static Map<String, Object> wanted(String mode, CommandLine line)
      throws ConfigurationException {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("mode", mode);
    wanted.put(mode.equals("fixed") ? "variant" : "candidate", given(line));
    wanted.put("reason", reason(line));
    if (mode.equals("fixed")) {
      wanted.put("guarded", !line.getParseResult().hasMatchedOption(UNGUARDED));
    }
    @Nullable Object shadowPercent = option(line, SHADOW);
    if (shadowPercent != null) {
      wanted.put("shadow_percent", shadowPercent);
    }
    @Nullable Object hold = option(line, HOLD);
    if (hold != null) {
      wanted.put(
          "hold_seconds",
          TimeSpan.seconds(HOLD, hold.toString(), 0, CanaryPlan.HOLD_MAX.toSeconds()));
    }
    @Nullable Object steps = option(line, STEPS);
    if (steps != null) {
      wanted.put("steps", steps(steps.toString()));
    }
    return wanted;
  }

  private static List<Integer> steps(String text) throws ConfigurationException {
    try {
      return Arrays.stream(text.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
    } catch (NumberFormatException malformed) {
      throw AdminOptions.wrong(STEPS + "=" + text + ": must be like 1,5,25,50,100");
    }
  }

  private static @Nullable Object option(CommandLine line, String flag) {
    OptionSpec option = line.getCommandSpec().findOption(flag);
    return option == null ? null : option.getValue();
  }

  private static Object given(CommandLine line) {
    return line.getCommandSpec().positionalParameters().get(0).getValue();
  }

  private static String reason(CommandLine line) {
    return String.valueOf(option(line, REASON));
  }

  private static void print(CommandLine line, String command, JsonNode answer) {
    PrintWriter out = line.getOut();
    if (line.getParseResult().hasMatchedOption(AdminOptions.JSON)) {
      out.println(new String(Json.prettyBytes(answer), StandardCharsets.UTF_8));
      return;
    }
    switch (command) {
      case "mismatches" -> MismatchText.list(answer).forEach(out::println);
      case "replay" -> MismatchText.replayed(answer).forEach(out::println);
      default -> RolloutText.of(answer).forEach(out::println);
    }
  }
}
