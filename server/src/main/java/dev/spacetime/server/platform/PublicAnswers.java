package dev.spacetime.server.platform;

import dev.spacetime.api.Endpoint;
import java.util.EnumSet;
import java.util.Set;

/**
 * How long shared caches may keep answers that the operator calls public: they give them to
 * everybody, with or without a token.
 *
 * @param enabled nothing is public where it is false
 * @param maxAgeSeconds in browsers
 * @param edgeMaxAgeSeconds in shared caches that read {@code CDN-Cache-Control} (RFC 9213)
 * @param staleWhileRevalidateSeconds of RFC 5861
 * @param staleIfErrorSeconds of RFC 5861
 */
public record PublicAnswers(
    boolean enabled,
    int maxAgeSeconds,
    int edgeMaxAgeSeconds,
    int staleWhileRevalidateSeconds,
    int staleIfErrorSeconds) {
  public static final PublicAnswers NONE = new PublicAnswers(false, 0, 0, 0, 0);

  // Of the scenes alone: what the path rules are is nobody's who may not ask.
  private static final Set<Endpoint> PUBLIC =
      EnumSet.of(Endpoint.SCENE_CURRENT, Endpoint.SCENES, Endpoint.SCENE_HISTORY, Endpoint.OPENAPI);

  boolean include(Endpoint endpoint) {
    return enabled && PUBLIC.contains(endpoint);
  }

  String cacheControl() {
    return "public, " + freshness(maxAgeSeconds);
  }

  String edgeCacheControl() {
    return freshness(edgeMaxAgeSeconds);
  }

  private String freshness(int seconds) {
    return "max-age=%d, stale-while-revalidate=%d, stale-if-error=%d"
        .formatted(seconds, staleWhileRevalidateSeconds, staleIfErrorSeconds);
  }
}
