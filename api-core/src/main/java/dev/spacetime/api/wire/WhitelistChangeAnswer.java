package dev.spacetime.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** POST /whitelist: what was done, and the one member that it was done with. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhitelistChangeAnswer(
    boolean success,
    String message,
    @Nullable String scenePath,
    @Nullable String dirPath,
    @Nullable String pattern,
    @Nullable String environment) {
  static WhitelistChangeAnswer scene(String message, String scenePath) {
    return new WhitelistChangeAnswer(true, message, scenePath, null, null, null);
  }

  static WhitelistChangeAnswer directory(String message, String directory) {
    return new WhitelistChangeAnswer(true, message, null, directory, null, null);
  }

  static WhitelistChangeAnswer wildcard(String message, String pattern) {
    return new WhitelistChangeAnswer(true, message, null, null, pattern, null);
  }

  static WhitelistChangeAnswer environment(String message, String environment) {
    return new WhitelistChangeAnswer(true, message, null, null, null, environment);
  }
}
