package dev.spacetime.security;

import dev.spacetime.api.Endpoint;

/** Requests a minute for each client, by path. */
public record RateLimits(int scene, int reload, int scenes, int other) {
  public static final RateLimits DEFAULT = new RateLimits(30, 20, 60, 100);

  /** One a nanosecond is all that a bucket can count; this is far below and far above any need. */
  private static final int PER_MINUTE_MAX = 100_000_000;

  public RateLimits {
    for (int limit : new int[] {scene, reload, scenes, other}) {
      if (limit < 1 || limit > PER_MINUTE_MAX) {
        throw new IllegalArgumentException(
            "A rate limit is from 1 to " + PER_MINUTE_MAX + " requests a minute, not " + limit);
      }
    }
  }

  int perMinute(Endpoint endpoint) {
    return switch (endpoint) {
      case SCENE_CURRENT, SCENE_LOAD, SCENE_VALIDATE -> scene;
      case SCENE_RELOAD -> reload;
      case SCENES -> scenes;
      case SCENE_HISTORY,
          WHITELIST,
          WHITELIST_CHANGE,
          PERFORMANCE,
          HEALTH_LIVE,
          HEALTH_READY,
          METRICS,
          OPENAPI,
          DASHBOARD,
          VARIANT,
          VARIANT_SWITCH,
          CACHE_INVALIDATE,
          TOKENS,
          TOKENS_CHANGE,
          ROLLOUT,
          ROLLOUT_CHANGE,
          ROLLOUT_PAUSE,
          ROLLOUT_RESUME,
          ROLLOUT_PROMOTE,
          ROLLOUT_ROLLBACK,
          MISMATCHES,
          MISMATCH_REPLAY,
          AUDIT ->
          other;
    };
  }
}
