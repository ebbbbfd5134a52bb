package dev.spacetime.api;

import static dev.spacetime.api.Access.OPERATOR;
import static dev.spacetime.api.Access.PUBLIC;
import static dev.spacetime.api.Access.READER;
import static dev.spacetime.api.Method.GET;
import static dev.spacetime.api.Method.POST;
import static dev.spacetime.api.Method.PUT;

/** Everything that can be asked of a variant: one constant for each method and path. */
public enum Endpoint {
  SCENE_CURRENT(GET, "/scene", READER, "private, no-cache"),
  SCENE_LOAD(POST, "/scene", OPERATOR, "no-store"),
  SCENE_VALIDATE(PUT, "/scene", READER, "no-store"),
  SCENES(GET, "/scenes", READER, "private, no-cache"),
  SCENE_RELOAD(POST, "/scene/reload", OPERATOR, "no-store"),
  SCENE_HISTORY(GET, "/scene/history", READER, "private, no-cache"),
  WHITELIST(GET, "/whitelist", READER, "private, no-cache"),
  WHITELIST_CHANGE(POST, "/whitelist", OPERATOR, "no-store"),
  PERFORMANCE(GET, "/performance", READER, "no-store"),
  HEALTH_LIVE(GET, "/health/live", PUBLIC, "no-store"),
  HEALTH_READY(GET, "/health/ready", PUBLIC, "no-store"),
  METRICS(GET, "/metrics", READER, "no-store"),
  OPENAPI(GET, "/openapi.json", READER, "private, max-age=300"),
  DASHBOARD(GET, "/dashboard", READER, "private, no-cache"),
  VARIANT(GET, "/admin/variant", OPERATOR, "no-store"),
  VARIANT_SWITCH(PUT, "/admin/variant", OPERATOR, "no-store"),
  CACHE_INVALIDATE(POST, "/admin/cache/invalidate", OPERATOR, "no-store"),
  TOKENS(GET, "/admin/tokens", OPERATOR, "no-store"),
  TOKENS_CHANGE(POST, "/admin/tokens", OPERATOR, "no-store"),
  ROLLOUT(GET, "/admin/rollout", OPERATOR, "no-store"),
  ROLLOUT_CHANGE(PUT, "/admin/rollout", OPERATOR, "no-store"),
  ROLLOUT_PAUSE(POST, "/admin/rollout/pause", OPERATOR, "no-store"),
  ROLLOUT_RESUME(POST, "/admin/rollout/resume", OPERATOR, "no-store"),
  ROLLOUT_PROMOTE(POST, "/admin/rollout/promote", OPERATOR, "no-store"),
  ROLLOUT_ROLLBACK(POST, "/admin/rollout/rollback", OPERATOR, "no-store"),
  MISMATCHES(GET, "/admin/mismatches", OPERATOR, "no-store"),
  MISMATCH_REPLAY(POST, "/admin/mismatches/replay", OPERATOR, "no-store"),
  AUDIT(GET, "/admin/audit", OPERATOR, "no-store");

  private final Method method;
  private final String path;
  private final Access access;
  private final String cacheControl;

  Endpoint(Method method, String path, Access access, String cacheControl) {
    this.method = method;
    this.path = path;
    this.access = access;
    this.cacheControl = cacheControl;
  }

  public Method method() {
    return method;
  }

  /** The exact path, compared with the request's path as it was sent, undecoded. */
  public String path() {
    return path;
  }

  public Access access() {
    return access;
  }

  /** Whether asking it changes nothing. */
  public boolean readsOnly() {
    return method == GET || this == SCENE_VALIDATE;
  }

  /** Whether each variant answers it in its own way; the platform answers all others. */
  public boolean isOfVariants() {
    return path.startsWith("/scene") || path.equals("/whitelist");
  }

  /**
   * Whether it shows something and nothing else: no secret that is told once, no administration.
   */
  public boolean isPlainRead() {
    return method == GET && access == READER;
  }

  /** Whether clients may keep its answers and ask whether they are still right. */
  public boolean isRevalidated() {
    return isPlainRead() && !cacheControl.equals("no-store");
  }

  /** The {@code Cache-Control} of its successful answers (RFC 9111). */
  public String cacheControl() {
    return cacheControl;
  }
}
