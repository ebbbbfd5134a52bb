package dev.spacetime.security;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.ResourcePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks paths up in what is built once for each snapshot of the rules: exact paths by their hash,
 * folders and compiled wildcards in a trie.
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
      PathTrie blacklistWildcards,
      Set<String> scenes,
      PathTrie directoriesAndWildcards) {
    static Index of(WhitelistRules rules) {
      return new Index(
          rules,
          Set.copyOf(rules.blacklistExact()),
          PathTrie.of(List.of(), rules.blacklistPatterns()),
          Set.copyOf(rules.exactScenes()),
          PathTrie.of(rules.directories(), rules.wildcards()));
    }

    @SuppressWarnings("ReferenceEquality") // A snapshot is another object when anything changed.
    boolean isOf(WhitelistRules now) {
      return rules == now;
    }

    boolean isBlacklisted(String path) {
      return blacklist.contains(path) || blacklistWildcards.matches(path);
    }

    boolean isWhitelisted(String path) {
      return scenes.contains(path) || directoriesAndWildcards.matches(path);
    }
  }

  @Override
  public ResourcePath require(String scenePath) {
    return require(scenePath, current());
  }

  /** The same, where the rules are indexed and allow the path; nothing is counted. */
  public Optional<ResourcePath> ifAllowed(String scenePath) {
    Index built = index;
    if (built == null || !built.isOf(whitelist.rules())) {
      return Optional.empty();
    }
    try {
      return Optional.of(require(scenePath, built));
    } catch (ApiException forbidden) {
      return Optional.empty();
    }
  }

  /** What {@link #ifAllowed} allowed has been made use of. */
  public void countAllowed() {
    counter.indexed();
  }

  private static ResourcePath require(String scenePath, Index current) {
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

  private Index current() {
    WhitelistRules rules = whitelist.rules();
    Index built = index;
    if (built != null && built.isOf(rules)) {
      counter.indexed();
      return built;
    }
    counter.computed();
    built = Index.of(rules);
    index = built;
    return built;
  }
}
