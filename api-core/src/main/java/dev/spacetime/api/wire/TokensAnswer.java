package dev.spacetime.api.wire;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** GET /admin/tokens: the tokens that are valid, oldest first; no secret and no digest. */
public record TokensAnswer(List<Entry> tokens, int count) {
  /**
   * @param expires {@code null} for never
   * @param addresses empty for everywhere
   */
  public record Entry(
      String name, String role, String created, @Nullable String expires, List<String> addresses) {
    static Entry of(TokenRecord token) {
      Instant expires = token.expires();
      return new Entry(
          token.name(),
          token.role().name().toLowerCase(Locale.ROOT),
          Timestamps.text(token.created()),
          expires == null ? null : Timestamps.text(expires),
          token.addresses().stream().map(AddressRange::toString).toList());
    }
  }

  public static TokensAnswer of(List<TokenRecord> tokens, Instant now) {
    List<Entry> entries =
        tokens.stream().filter(token -> !token.isExpired(now)).map(Entry::of).toList();
    return new TokensAnswer(entries, entries.size());
  }
}
