package dev.spacetime.server.command;

import dev.spacetime.server.config.Configuration;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.ConfigurationReader;
import dev.spacetime.server.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of a server that other commands take, too. */
final class SettingOptions {
  private SettingOptions() {}

  static void addTo(CommandSpec spec, Setting... settings) {
    for (Setting setting : settings) {
      String shown = setting.defaultValue();
      spec.addOption(
          OptionSpec.builder(setting.flag())
              .paramLabel(setting.valueLabel())
              .type(String.class)
              .description(
                  setting.description() + (shown.isEmpty() ? "" : " Default: " + shown + "."))
              .build());
    }
  }

  /** What was given on a command line, and on those that it stands behind. */
  static Map<Setting, String> given(List<CommandLine> lines) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (CommandLine line : lines) {
      for (Setting setting : Setting.values()) {
        OptionSpec option = line.getCommandSpec().findOption(setting.flag());
        @Nullable String text = option == null ? null : option.getValue();
        if (text != null) {
          given.put(setting, text);
        }
      }
    }
    return given;
  }

  /** With the environment, the file and the defaults. */
  static Configuration configuration(CommandLine line) throws ConfigurationException {
    // The caches are no matter of a command that serves nothing.
    return ConfigurationReader.read(given(List.of(line)), System.getenv(), caches -> Map.of());
  }
}
