package example.memo;

import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;

/** Brings the variant; named in {@code META-INF/services}. */
public final class MemoVariantProvider implements RouterVariantProvider {
  static final String NAME = "memo";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RouterVariant create(VariantContext context) {
    return new MemoVariant(context);
  }
}
