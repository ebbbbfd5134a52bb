package dev.spacetime.server.command;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.Json;
import dev.spacetime.api.wire.TokenCommand;
import dev.spacetime.api.wire.TokensAnswer;
import dev.spacetime.security.TokenStore;
import dev.spacetime.security.TokenStoreException;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code token}: makes, lists, rotates and ends the tokens of a data folder, also of a server's.
 */
final class TokenCommands {
  private static final InstantSource CLOCK = InstantSource.system();

  private TokenCommands() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Manages the tokens of a data folder; a server that runs on it follows at its next"
                + " request.")
        .footer("", "Exit status: 0 done, 1 could not be done, 2 wrong use.");
    spec.addSubcommand("create", create());
    spec.addSubcommand("list", list());
    spec.addSubcommand("rotate", rotate());
    spec.addSubcommand("revoke", named("Ends a token."));
    return spec;
  }

  private static CommandSpec create() {
    return named("Makes a token and prints its secret, this once.")
        .addOption(
            OptionSpec.builder("--role")
                .paramLabel("reader|operator")
                .type(String.class)
                .defaultValue("reader")
                .description("What its owner may do. Default: reader.")
                .build())
        .addOption(
            OptionSpec.builder("--expires-in")
                .paramLabel("TIME")
                .type(String.class)
                .description("When it ends, such as 90d, 12h, 30m or 45s; never when left out.")
                .build())
        .addOption(
            OptionSpec.builder("--address")
                .paramLabel("CIDR")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("From where it counts, such as 192.0.2.0/24; may be repeated.")
                .build());
  }

  private static CommandSpec list() {
    return common("Lists the valid tokens, oldest first; no secret.")
        .addOption(
            OptionSpec.builder("--json").type(boolean.class).description("Prints JSON.").build());
  }

  private static CommandSpec rotate() {
    return named("Gives a token a new secret and prints it, this once.")
        .addOption(
            OptionSpec.builder("--overlap")
                .paramLabel("TIME")
                .type(String.class)
                .defaultValue("0s")
                .description("How long the old secret stays valid, such as 1h. Default: 0s.")
                .build());
  }

  private static CommandSpec named(String description) {
    return common(description)
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("NAME")
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .description("The token's name.")
                .build());
  }

  private static CommandSpec common(String description) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    SettingOptions.addTo(spec, Setting.DATA_DIR, Setting.CONFIG);
    return spec;
  }

  static int execute(CommandLine line) throws ConfigurationException {
    try {
      switch (line.getCommandName()) {
        case "create" -> create(line);
        case "list" -> list(line);
        case "rotate" -> rotate(line);
        case "revoke" -> {
          tokens(line).revoke(name(line));
          line.getOut().println("revoked " + name(line));
        }
        default -> throw new ConfigurationException(List.of("give create, list, rotate or revoke"));
      }
      return ExitStatus.ENDED_WELL;
    } catch (ApiException | TokenStoreException refused) {
      line.getErr().println("error: " + refused.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private static void create(CommandLine line) throws ConfigurationException {
    Optional<String> lifetime = Optional.ofNullable(option(line, "--expires-in"));
    @Nullable Instant expires = null;
    if (lifetime.isPresent()) {
      long seconds =
          TimeSpan.seconds("--expires-in", lifetime.get(), 1, TokenCommand.LIFETIME_SECONDS_MAX);
      expires = CLOCK.instant().plusSeconds(seconds);
    }
    String text = line.getCommandSpec().findOption("--role").getValue();
    Role role =
        Role.named(text)
            .orElseThrow(() -> wrong("--role=" + text + ": must be reader or operator"));
    try {
      @Nullable List<String> ranges = line.getCommandSpec().findOption("--address").getValue();
      List<AddressRange> addresses =
          ranges == null ? List.of() : ranges.stream().map(AddressRange::of).toList();
      print(line, tokens(line).create(name(line), role, expires, addresses));
    } catch (IllegalArgumentException malformed) {
      throw wrong(String.valueOf(malformed.getMessage()));
    }
  }

  private static void rotate(CommandLine line) throws ConfigurationException {
    String overlap = line.getCommandSpec().findOption("--overlap").getValue();
    long seconds = TimeSpan.seconds("--overlap", overlap, 0, TokenCommand.OVERLAP_SECONDS_MAX);
    print(line, tokens(line).rotate(name(line), Duration.ofSeconds(seconds)));
  }

  // The secret alone on the output, so that a script can take it.
  private static void print(CommandLine line, TokenState.Issued issued) {
    line.getErr().println("The secret of " + issued.token().name() + ", shown this once:");
    line.getOut().println(issued.secret());
  }

  private static void list(CommandLine line) throws ConfigurationException {
    TokensAnswer answer = TokensAnswer.of(tokens(line).tokens(), CLOCK.instant());
    if (line.getParseResult().hasMatchedOption("--json")) {
      line.getOut().println(new String(Json.prettyBytes(answer), StandardCharsets.UTF_8));
      return;
    }
    for (TokensAnswer.Entry token : answer.tokens()) {
      String expires = token.expires();
      line.getOut()
          .printf(
              Locale.ROOT,
              "%-20s %-8s created %s  %s%s%n",
              token.name(),
              token.role(),
              token.created(),
              expires == null ? "does not expire" : "expires " + expires,
              token.addresses().isEmpty() ? "" : "  from " + String.join(", ", token.addresses()));
    }
  }

  private static TokenState tokens(CommandLine line) throws ConfigurationException {
    Path folder = SettingOptions.configuration(line).dataFolder();
    try {
      return TokenStore.open(DataFolder.open(folder), CLOCK);
    } catch (IOException unusable) {
      throw new TokenStoreException(folder + " can't be used as a folder to read and write");
    }
  }

  private static @Nullable String option(CommandLine line, String flag) {
    return line.getCommandSpec().findOption(flag).getValue();
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().positionalParameters().get(0).getValue();
  }

  private static ConfigurationException wrong(String problem) {
    return new ConfigurationException(List.of(problem));
  }
}
