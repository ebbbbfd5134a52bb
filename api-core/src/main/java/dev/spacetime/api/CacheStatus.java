package dev.spacetime.api;

/** Whether a variant had the answer on its heap (RFC 9211). */
public final class CacheStatus {
  public static final Header HIT = new Header("Cache-Status", "spacetime-heap; hit");
  public static final Header MISS = new Header("Cache-Status", "spacetime-heap; fwd=miss");

  private CacheStatus() {}
}
