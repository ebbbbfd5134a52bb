package dev.spacetime.api.wire;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.JsonBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** POST /admin/tokens: one of its actions. */
public sealed interface TokenCommand {
  /** Ten years: longer than any secret should live, and far from where times overflow. */
  long LIFETIME_SECONDS_MAX = Duration.ofDays(3_650).toSeconds();

  /** A week to bring a new secret to everyone who uses the old one. */
  long OVERLAP_SECONDS_MAX = Duration.ofDays(7).toSeconds();

  /** Of the token that is meant. */
  String name();

  /** Carries the action out; it is durable when this returns. */
  TokenChangeAnswer execute(TokenState tokens, Instant now);

  static TokenCommand from(ApiRequest request) {
    JsonBody body = JsonBody.of(request);
    return switch (body.requiredText("action")) {
      case "create" ->
          new Create(
              body.requiredText("name"),
              role(body.requiredText("role")),
              body.wholeNumber("expires_in_seconds", 1, LIFETIME_SECONDS_MAX),
              addresses(body.texts("addresses")));
      case "rotate" ->
          new Rotate(
              body.requiredText("name"),
              body.wholeNumber("overlap_seconds", 0, OVERLAP_SECONDS_MAX).orElse(0));
      case "revoke" -> new Revoke(body.requiredText("name"));
      default ->
          throw ApiException.badRequest("Unknown action; known are create, rotate and revoke");
    };
  }

  private static Role role(String name) {
    return Role.named(name)
        .orElseThrow(() -> ApiException.badRequest("Member role must be reader or operator"));
  }

  private static List<AddressRange> addresses(List<String> texts) {
    try {
      return texts.stream().map(AddressRange::of).toList();
    } catch (IllegalArgumentException malformed) {
      throw ApiException.badRequest("Member addresses: " + malformed.getMessage());
    }
  }

  /** Makes a token. */
  record Create(String name, Role role, OptionalLong expiresInSeconds, List<AddressRange> addresses)
      implements TokenCommand {
    public Create {
      addresses = List.copyOf(addresses);
    }

    @Override
    public TokenChangeAnswer execute(TokenState tokens, Instant now) {
      @Nullable Instant expires =
          expiresInSeconds.isPresent() ? now.plusSeconds(expiresInSeconds.getAsLong()) : null;
      try {
        return TokenChangeAnswer.issued(
            "Token created", tokens.create(name, role, expires, addresses));
      } catch (IllegalArgumentException malformed) {
        throw ApiException.badRequest(String.valueOf(malformed.getMessage()));
      }
    }
  }

  /** Gives a token a new secret. */
  record Rotate(String name, long overlapSeconds) implements TokenCommand {
    @Override
    public TokenChangeAnswer execute(TokenState tokens, Instant now) {
      return TokenChangeAnswer.issued(
          "Token rotated", tokens.rotate(name, Duration.ofSeconds(overlapSeconds)));
    }
  }

  /** Ends a token. */
  record Revoke(String name) implements TokenCommand {
    @Override
    public TokenChangeAnswer execute(TokenState tokens, Instant now) {
      tokens.revoke(name);
      return TokenChangeAnswer.revoked();
    }
  }
}
