package dev.spacetime.comparison;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may differ between two right answers to one request. Nothing else may. */
public enum PermittedDifference {
  /** Header fields that the contract leaves to a variant. */
  FIELDS(
      Kind.HEADER,
      "etag",
      "vary",
      "age",
      "cache-status",
      "content-encoding",
      "server-timing",
      "x-request-id",
      "date",
      "ratelimit"),
  /**
   * {@code Connection} is no part of an answer but of the way to the next hop (RFC 9110, section
   * 7.6.1), and a length follows from the body, which is compared itself.
   */
  FRAMING(Kind.HEADER, "connection", "content-length", "transfer-encoding", "keep-alive"),
  /** Bodies made of figures, by path. */
  FIGURES(Kind.PATH, "/performance", "/metrics"),
  /** Bodies that name the variants that serve or served, by path. */
  ACTIVE_VARIANT(
      Kind.PATH,
      "/admin/variant",
      "/admin/rollout",
      "/admin/rollout/pause",
      "/admin/rollout/resume",
      "/admin/rollout/promote",
      "/admin/rollout/rollback",
      "/admin/mismatches",
      "/admin/audit"),
  /** Secrets are random, so that no two are alike. */
  SECRETS(Kind.MEMBER, "secret"),
  /** Durations, by the JSON member that holds them. */
  DURATIONS(Kind.MEMBER, "load_duration_ms"),
  /**
   * Times at which a server did something, by JSON member. Two variants under one clock agree on
   * them; two processes need not.
   */
  MOMENTS(Kind.MEMBER, "loaded_at", "created", "expires", "since", "timestamp"),
  /** The same as header fields. */
  MOMENT_FIELDS(Kind.HEADER, "last-modified");

  /** Of two variants in one process, under one clock. */
  public static final Set<PermittedDifference> OF_VARIANTS =
      Set.copyOf(EnumSet.of(FIELDS, FRAMING, FIGURES, ACTIVE_VARIANT, SECRETS));

  /** Of two processes that were asked one after the other. */
  public static final Set<PermittedDifference> OF_SERVERS =
      Set.copyOf(EnumSet.allOf(PermittedDifference.class));

  /** What its names are names of. */
  enum Kind {
    HEADER,
    PATH,
    MEMBER
  }

  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
  private final Set<String> names;

  PermittedDifference(Kind kind, String... names) {
    this.kind = kind;
    this.names = Set.of(names);
  }

  /** What names of that kind are covered by any of these. */
  static boolean covers(Set<PermittedDifference> permitted, Kind kind, String name) {
    String key = kind == Kind.HEADER ? name.toLowerCase(Locale.ROOT) : name;
    return permitted.stream().anyMatch(one -> one.kind == kind && one.names.contains(key));
  }
}
