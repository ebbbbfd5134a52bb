package dev.spacetime.server.command;

import static dev.spacetime.server.command.RolloutText.text;

import dev.spacetime.api.Json;
import dev.spacetime.server.audit.AuditLog;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.platform.AuditAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;

/** {@code audit}: who changed what serves, from a running server or from its data folder. */
final class AuditCommand {
  private static final String OFFLINE = "--offline";

  private AuditCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = AdminOptions.spec("Tells who changed what serves, and why; newest first.");
    spec.addOption(
        OptionSpec.builder(OFFLINE)
            .type(boolean.class)
            .description("Reads the data folder; no server is needed.")
            .build());
    spec.usageMessage().footer("", "Exit status: 0 done, 1 could not be done, 2 wrong use.");
    return Pages.addTo(spec);
  }

  static int execute(CommandLine line) throws ConfigurationException {
    try {
      boolean offline = line.getParseResult().hasMatchedOption(OFFLINE);
      JsonNode answer =
          offline ? kept(line) : AdminOptions.client(line).get("/admin/audit" + Pages.query(line));
      print(line, answer);
      return ExitStatus.ENDED_WELL;
    } catch (AdminClient.RefusedException | IOException refused) {
      line.getErr().println("error: " + refused.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private static JsonNode kept(CommandLine line) throws ConfigurationException, IOException {
    Path folder = SettingOptions.configuration(line).dataFolder();
    AuditAnswer answer =
        AuditAnswer.of(AuditLog.read(folder, Pages.limit(line), Pages.before(line)));
    return Json.tree(Json.bytes(answer)).orElseThrow();
  }

  private static void print(CommandLine line, JsonNode answer) {
    PrintWriter out = line.getOut();
    if (line.getParseResult().hasMatchedOption(AdminOptions.JSON)) {
      out.println(new String(Json.prettyBytes(answer), StandardCharsets.UTF_8));
      return;
    }
    for (JsonNode entry : answer.path("entries")) {
      String from = text(entry, "from");
      out.printf(
          "%s  %s  %s by %s: %s%s: %s%n",
          text(entry, "sequence"),
          text(entry, "time"),
          text(entry, "action"),
          text(entry, "who"),
          from.isEmpty() ? "" : from + " -> ",
          text(entry, "to"),
          text(entry, "reason"));
      entry
          .path("figures")
          .properties()
          .forEach(figure -> out.printf("     %s %s%n", figure.getKey(), figure.getValue()));
    }
    int damaged = answer.path("damaged").intValue(0);
    if (damaged > 0) {
      line.getErr().println(damaged + " lines of the audit log are damaged");
    }
  }
}
