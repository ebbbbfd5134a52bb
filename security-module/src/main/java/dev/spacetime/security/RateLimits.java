package dev.spacetime.security;

import dev.spacetime.api.Endpoint;

/** Requests a minute for each client, by path. */
public record RateLimits(int scene, int reload, int scenes, int other) {
  public static final RateLimits DEFAULT = new RateLimits(30, 20, 60, 100);

  public RateLimits {
    if (scene < 1 || reload < 1 || scenes < 1 || other < 1) {
      throw new IllegalArgumentException("A rate limit is at least one request a minute");
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
          CACHE_INVALIDATE ->
          other;
    };
  }
}
