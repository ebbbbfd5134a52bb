package dev.spacetime.security;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.ResourcePath;

/** Goes through the lists at every request. */
public final class PlainPathRules implements ScenePathRules {
  private final WhitelistState whitelist;
  private final CheckCounter counter = new CheckCounter();

  public PlainPathRules(WhitelistState whitelist) {
    this.whitelist = whitelist;
  }

  @Override
  public ResourcePath require(String scenePath) {
    counter.computed();
    WhitelistRules rules = whitelist.rules();
    ResourcePath path = PathSyntax.require(scenePath, rules.pathLengthMax());
    if (isBlacklisted(rules, path.value())) {
      throw ApiException.forbidden("The scene path is on the blacklist");
    }
    if (rules.enabled() && !isWhitelisted(rules, path.value())) {
      throw ApiException.forbidden("The scene path is not on the whitelist");
    }
    return path;
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  private static boolean isBlacklisted(WhitelistRules rules, String path) {
    return rules.blacklistExact().contains(path)
        || rules.blacklistPatterns().stream()
            .anyMatch(pattern -> new Wildcard(pattern).matches(path));
  }

  private static boolean isWhitelisted(WhitelistRules rules, String path) {
    return rules.exactScenes().contains(path)
        || rules.directories().stream().anyMatch(path::startsWith)
        || rules.wildcards().stream().anyMatch(pattern -> new Wildcard(pattern).matches(path));
  }
}
