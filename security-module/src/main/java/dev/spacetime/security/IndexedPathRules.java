package dev.spacetime.security;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.ResourcePath;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks paths up in sets that are built once for each snapshot of the rules; only wildcards are
 * tried one by one, each compiled once.
 */
public final class IndexedPathRules implements ScenePathRules {
  private final WhitelistState whitelist;
  private final CheckCounter counter = new CheckCounter();
  private volatile @Nullable Index index;

  public IndexedPathRules(WhitelistState whitelist) {
    this.whitelist = whitelist;
  }

  private record Index(
      WhitelistRules rules,
      Set<String> blacklist,
      List<CompiledWildcard> blacklistWildcards,
      Set<String> scenes,
      Set<String> directories,
      List<CompiledWildcard> wildcards) {
    static Index of(WhitelistRules rules) {
      return new Index(
          rules,
          Set.copyOf(rules.blacklistExact()),
          rules.blacklistPatterns().stream().map(CompiledWildcard::new).toList(),
          Set.copyOf(rules.exactScenes()),
          Set.copyOf(rules.directories()),
          rules.wildcards().stream().map(CompiledWildcard::new).toList());
    }

    boolean isBlacklisted(String path) {
      return blacklist.contains(path) || anyMatches(blacklistWildcards, path);
    }

    boolean isWhitelisted(String path) {
      return scenes.contains(path) || isInDirectory(path) || anyMatches(wildcards, path);
    }

    // A listed directory ends in a slash, so it is one of the path's own prefixes up to a slash.
    private boolean isInDirectory(String path) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (directories.contains(path.substring(0, slash + 1))) {
          return true;
        }
      }
      return false;
    }

    private static boolean anyMatches(List<CompiledWildcard> wildcards, String path) {
      for (CompiledWildcard wildcard : wildcards) {
        if (wildcard.matches(path)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public ResourcePath require(String scenePath) {
    Index current = current();
    ResourcePath path = PathSyntax.require(scenePath, current.rules().pathLengthMax());
    if (current.isBlacklisted(path.value())) {
      throw ApiException.forbidden("The scene path is on the blacklist");
    }
    if (current.rules().enabled() && !current.isWhitelisted(path.value())) {
      throw ApiException.forbidden("The scene path is not on the whitelist");
    }
    return path;
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  @SuppressWarnings("ReferenceEquality") // A snapshot is another object when anything changed.
  private Index current() {
    WhitelistRules rules = whitelist.rules();
    Index built = index;
    if (built != null && built.rules() == rules) {
      counter.indexed();
      return built;
    }
    counter.computed();
    built = Index.of(rules);
    index = built;
    return built;
  }
}
