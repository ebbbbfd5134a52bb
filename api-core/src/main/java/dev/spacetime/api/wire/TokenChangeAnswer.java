package dev.spacetime.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spacetime.access.TokenState;
import org.jspecify.annotations.Nullable;

/**
 * POST /admin/tokens: what was done.
 *
 * @param token left out of a revocation, as is {@code secret}
 * @param secret told here and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenChangeAnswer(
    boolean success, String message, TokensAnswer.@Nullable Entry token, @Nullable String secret) {
  static TokenChangeAnswer issued(String message, TokenState.Issued issued) {
    return new TokenChangeAnswer(
        true, message, TokensAnswer.Entry.of(issued.token()), issued.secret());
  }

  static TokenChangeAnswer revoked() {
    return new TokenChangeAnswer(true, "Token revoked", null, null);
  }

  @Override
  public String toString() {
    return "TokenChangeAnswer[" + message + ", " + token + "]";
  }
}
