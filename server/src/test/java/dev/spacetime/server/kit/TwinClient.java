package dev.spacetime.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Header;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends every request to two platforms and demands the same answer, byte for byte, apart from what
 * {@link DeclaredDifference} names. Gives on what the first one said.
 */
public final class TwinClient implements ApiClient {
  private final ApiClient first;
  private final ApiClient second;

  public TwinClient(ApiClient first, ApiClient second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Reply send(Call call) {
    Reply one = first.send(call);
    Reply other = second.send(call);
    assertThat(other.status()).as("status of %s", call).isEqualTo(one.status());
    assertThat(fields(other)).as("fields of %s", call).isEqualTo(fields(one));
    if (!DeclaredDifference.FIGURES.covers(call.path())
        && !DeclaredDifference.ACTIVE_VARIANT.covers(call.path())) {
      assertThat(withoutSecret(other)).as("body of %s", call).isEqualTo(withoutSecret(one));
    }
    return one;
  }

  @Override
  public List<ApiClient> single() {
    return List.of(first, second);
  }

  @Override
  public void pass(Duration time) {
    first.pass(time);
    second.pass(time);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  // A secret is random, so that no two are alike.
  private static String withoutSecret(Reply reply) {
    return reply.text().replaceAll("\"st_[A-Za-z0-9_-]{43}\"", "\"SECRET\"");
  }

  private static Map<String, String> fields(Reply reply) {
    Map<String, String> fields = new TreeMap<>();
    for (Header field : reply.headers().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!DeclaredDifference.FIELDS.covers(name)) {
        fields.merge(name, field.value(), (one, other) -> one + ", " + other);
      }
    }
    return fields;
  }

  /** Where the contract lets the variants differ. */
  enum DeclaredDifference {
    /**
     * Header fields, by lower-case name. {@code Connection} is no part of an answer but of the way
     * to the next hop (RFC 9110, section 7.6.1): whether the rest of a refused body has arrived
     * already decides it, and no variant does.
     */
    FIELDS(
        Set.of(
            "connection",
            "etag",
            "vary",
            "age",
            "cache-status",
            "content-encoding",
            "server-timing",
            "x-request-id",
            "date",
            "ratelimit",
            "content-length")),
    /** Bodies made of figures, by path. */
    FIGURES(Set.of("/performance", "/metrics")),
    /** Bodies that name the variant that serves, by path. */
    ACTIVE_VARIANT(Set.of("/admin/variant"));

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> names;

    DeclaredDifference(Set<String> names) {
      this.names = names;
    }

    boolean covers(String name) {
      return names.contains(name);
    }
  }
}
