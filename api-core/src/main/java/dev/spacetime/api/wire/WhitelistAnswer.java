package dev.spacetime.api.wire;

import dev.spacetime.access.WhitelistRules;
import java.util.List;

/** GET /whitelist. */
public record WhitelistAnswer(boolean success, Whitelist whitelist) {

  /** The rules in force. */
  public record Whitelist(
      String environment,
      List<String> exactScenes,
      List<String> directories,
      List<String> wildcards,
      List<String> blacklistPatterns,
      List<String> blacklistExact,
      boolean whitelistEnabled,
      boolean configLoaded) {}

  public static WhitelistAnswer of(WhitelistRules rules) {
    return new WhitelistAnswer(
        true,
        new Whitelist(
            rules.environment(),
            rules.exactScenes(),
            rules.directories(),
            rules.wildcards(),
            rules.blacklistPatterns(),
            rules.blacklistExact(),
            rules.enabled(),
            rules.configLoaded()));
  }
}
