package dev.spacetime.server.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of what is told in pages. */
final class Pages {
  static final int LIMIT = 20;

  private static final String LIMIT_FLAG = "--limit";
  private static final String BEFORE_FLAG = "--before";

  private Pages() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(number(LIMIT_FLAG, "So many at the most. Default: " + LIMIT + "."))
        .addOption(number(BEFORE_FLAG, "Only those with a smaller number."));
  }

  /** With its question mark, if there is anything to say. */
  static String query(CommandLine line) {
    List<String> parameters = new ArrayList<>();
    for (String flag : List.of(LIMIT_FLAG, BEFORE_FLAG)) {
      @Nullable Integer given = given(line, flag);
      if (given != null) {
        parameters.add(flag.substring(2) + "=" + given);
      }
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  static int limit(CommandLine line) {
    @Nullable Integer given = given(line, LIMIT_FLAG);
    return given == null ? LIMIT : given;
  }

  static long before(CommandLine line) {
    @Nullable Integer given = given(line, BEFORE_FLAG);
    return given == null ? Long.MAX_VALUE : given;
  }

  private static @Nullable Integer given(CommandLine line, String flag) {
    return line.getCommandSpec().findOption(flag).getValue();
  }

  private static OptionSpec number(String flag, String description) {
    return OptionSpec.builder(flag)
        .paramLabel("N")
        .type(Integer.class)
        .description(description)
        .build();
  }
}
