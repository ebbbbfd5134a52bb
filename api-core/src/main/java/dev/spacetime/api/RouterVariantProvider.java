package dev.spacetime.api;

/**
 * Brings a variant; found through {@link java.util.ServiceLoader}. Has a public constructor without
 * arguments and no logic: discovery costs nothing, all work begins in {@link #create}.
 */
public interface RouterVariantProvider {
  /** The name that {@code --variant} takes: lower-case letters, digits and {@code -}. */
  String name();

  RouterVariant create(VariantContext context);
}
