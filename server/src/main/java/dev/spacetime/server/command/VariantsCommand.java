package dev.spacetime.server.command;

import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.Setting;
import dev.spacetime.server.platform.VariantPlugins;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code variants}: the names that {@code --variant} takes, one on a line. */
final class VariantsCommand {
  private VariantsCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description("Lists the variants that can serve.");
    SettingOptions.addTo(spec, Setting.PLUGIN_DIR, Setting.CONFIG);
    return spec;
  }

  static int execute(CommandLine line) throws ConfigurationException {
    Optional<Path> folder = SettingOptions.configuration(line).pluginFolder();
    try (VariantPlugins plugins = VariantPlugins.in(folder)) {
      for (String name : plugins.catalogue().names()) {
        boolean isDefault = name.equals(Setting.VARIANT.defaultValue());
        line.getOut().println(isDefault ? name + " (default)" : name);
      }
      if (!plugins.problems().isEmpty()) {
        throw new ConfigurationException(
            plugins.problems().stream().map(problem -> "--plugin-dir: " + problem).toList());
      }
    }
    return ExitStatus.ENDED_WELL;
  }
}
