package dev.spacetime.optimized;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import java.util.Map;

/** Brings the rewrite. */
public final class OptimizedVariantProvider implements RouterVariantProvider {
  static final String NAME = "optimized";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RouterVariant create(VariantContext context) {
    return new OptimizedVariant(context);
  }

  @Override
  public Map<String, String> problems(CacheSettings settings) {
    return SceneRegions.problems(settings);
  }
}
