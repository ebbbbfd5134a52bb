package dev.spacetime.api;

import java.util.Optional;

/**
 * One implementation of the whole contract. Thread-safe: any number of requests run at once, also
 * while another variant serves.
 */
public interface RouterVariant extends AutoCloseable {
  /**
   * Answers a request, its own authentication and limits included.
   *
   * @throws ApiException where the request is refused
   */
  ApiResponse handle(Endpoint endpoint, ApiRequest request);

  /**
   * The answer, if it is already held and may be given: found without blocking, for a caller on an
   * I/O thread. A variant without such answers never has one.
   */
  default Optional<ApiResponse> ifReady(Endpoint endpoint, ApiRequest request) {
    return Optional.empty();
  }

  /** Whether it has done what the operator wants done before requests come. */
  default boolean ready() {
    return true;
  }

  VariantStatistics statistics();

  /** Drops cached entries and answers how many went; a variant without a cache drops none. */
  long invalidate(CacheInvalidation invalidation);

  /** Frees what it holds; no request is running any more. */
  @Override
  void close();
}
