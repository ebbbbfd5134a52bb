package dev.spacetime.server.command;

import dev.spacetime.server.config.Setting;
import dev.spacetime.server.platform.VariantCatalogue;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code variants}: the names that {@code --variant} takes, one on a line. */
final class VariantsCommand {
  private VariantsCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description("Lists the variants that can serve.");
    return spec;
  }

  static int execute(CommandLine line) {
    for (String name : VariantCatalogue.onClassPath().names()) {
      boolean isDefault = name.equals(Setting.VARIANT.defaultValue());
      line.getOut().println(isDefault ? name + " (default)" : name);
    }
    return ExitStatus.ENDED_WELL;
  }
}
