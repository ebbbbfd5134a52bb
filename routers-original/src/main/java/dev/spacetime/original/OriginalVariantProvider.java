package dev.spacetime.original;

import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;

/** Brings the plain variant. */
public final class OriginalVariantProvider implements RouterVariantProvider {
  static final String NAME = "original";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RouterVariant create(VariantContext context) {
    return new OriginalVariant(context);
  }
}
