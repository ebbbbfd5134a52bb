package dev.spacetime.access;

import java.util.List;

/**
 * The path rules in force: one environment's whitelist and the blacklist. Lists keep the order of
 * the file, additions last.
 *
 * @param directories prefixes that end in {@code /}
 * @param enabled false lets every scene pass that the blacklist doesn't name
 * @param configLoaded whether a whitelist file was given and read
 * @param pathLengthMax in characters
 */
public record WhitelistRules(
    String environment,
    List<String> exactScenes,
    List<String> directories,
    List<String> wildcards,
    List<String> blacklistPatterns,
    List<String> blacklistExact,
    boolean enabled,
    boolean configLoaded,
    int pathLengthMax) {
  public WhitelistRules {
    exactScenes = List.copyOf(exactScenes);
    directories = List.copyOf(directories);
    wildcards = List.copyOf(wildcards);
    blacklistPatterns = List.copyOf(blacklistPatterns);
    blacklistExact = List.copyOf(blacklistExact);
    if (pathLengthMax < 1) {
      throw new IllegalArgumentException("max_path_length is at least 1, not " + pathLengthMax);
    }
  }
}
