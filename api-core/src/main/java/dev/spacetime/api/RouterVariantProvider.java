package dev.spacetime.api;

import java.util.Map;

/**
 * Brings a variant; found through {@link java.util.ServiceLoader}. Has a public constructor without
 * arguments and no logic: discovery costs nothing, all work begins in {@link #create}.
 */
public interface RouterVariantProvider {
  /** The name that {@code --variant} takes: lower-case letters, digits and {@code -}. */
  String name();

  RouterVariant create(VariantContext context);

  /**
   * What of the settings this variant can't work with, found out before anything starts: a sentence
   * for each name of a region, or for {@code off-heap}.
   */
  default Map<String, String> problems(CacheSettings settings) {
    return Map.of();
  }
}
