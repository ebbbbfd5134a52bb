package dev.spacetime.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Listed folders and wildcards, by the folders of a path. A wildcard hangs at the folder that its
 * text names before the first star, so a path is tried only with those that begin as it does.
 */
final class PathTrie {
  private final Map<String, PathTrie> folders = new HashMap<>();
  private final List<CompiledWildcard> wildcards = new ArrayList<>();
  private boolean everything;

  private PathTrie() {}

  /**
   * @param directories each ends in a slash
   */
  static PathTrie of(List<String> directories, List<String> wildcards) {
    PathTrie root = new PathTrie();
    directories.forEach(directory -> root.folder(directory).everything = true);
    for (String wildcard : wildcards) {
      int star = wildcard.indexOf('*');
      int end = wildcard.lastIndexOf('/', star < 0 ? wildcard.length() : star) + 1;
      root.folder(wildcard.substring(0, end)).wildcards.add(new CompiledWildcard(wildcard));
    }
    return root;
  }

  /** Whether a path lies in a folder or matches a wildcard. */
  boolean matches(String path) {
    @Nullable PathTrie folder = this;
    int begin = 0;
    while (folder != null) {
      if (folder.everything || folder.anyMatches(path)) {
        return true;
      }
      int slash = path.indexOf('/', begin);
      folder = slash < 0 ? null : folder.folders.get(path.substring(begin, slash));
      begin = slash + 1;
    }
    return false;
  }

  private boolean anyMatches(String path) {
    for (CompiledWildcard wildcard : wildcards) {
      if (wildcard.matches(path)) {
        return true;
      }
    }
    return false;
  }

  private PathTrie folder(String path) {
    PathTrie folder = this;
    int begin = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', begin)) {
      folder = folder.folders.computeIfAbsent(path.substring(begin, slash), name -> new PathTrie());
      begin = slash + 1;
    }
    return folder;
  }
}
