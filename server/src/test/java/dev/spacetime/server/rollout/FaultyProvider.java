package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;

/** Brings the plain variant, with a fault. */
public record FaultyProvider(String name, Fault fault) implements RouterVariantProvider {
  /** The variants of the class path and one more. */
  public static List<RouterVariantProvider> beside(RouterVariantProvider more) {
    List<RouterVariantProvider> all = new ArrayList<>();
    ServiceLoader.load(RouterVariantProvider.class).forEach(all::add);
    all.add(more);
    return all;
  }

  /** One of the class path. */
  static RouterVariantProvider known(String name) {
    return ServiceLoader.load(RouterVariantProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public RouterVariant create(VariantContext context) {
    return new Faulty(known("original").create(context), fault, new AtomicLong());
  }

  private record Faulty(RouterVariant right, Fault fault, AtomicLong answers)
      implements RouterVariant {
    @Override
    public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
      return endpoint.path().startsWith("/admin")
          ? right.handle(endpoint, request)
          : fault.answer(answers.incrementAndGet(), () -> right.handle(endpoint, request));
    }

    @Override
    public VariantStatistics statistics() {
      return right.statistics();
    }

    @Override
    public long invalidate(CacheInvalidation invalidation) {
      return right.invalidate(invalidation);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
