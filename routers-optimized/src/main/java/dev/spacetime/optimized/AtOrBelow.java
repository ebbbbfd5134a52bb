package dev.spacetime.optimized;

import dev.spacetime.scene.ResourcePath;
import java.util.function.Predicate;

/** Whether a path is that of a file or a folder, or below it. */
record AtOrBelow(ResourcePath changed) implements Predicate<ResourcePath> {
  @Override
  public boolean test(ResourcePath path) {
    String base = changed.value();
    String text = path.value();
    return text.startsWith(base)
        && (text.length() == base.length()
            || base.endsWith("/")
            || text.charAt(base.length()) == '/');
  }
}
