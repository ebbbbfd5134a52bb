package dev.spacetime.security;

import java.nio.file.Path;
import java.util.List;

/**
 * What a signed token must be like.
 *
 * @param keys a public key in PEM, or a JWK set (RFC 7517)
 * @param algorithm the only one, whatever a token's header says (RFC 8725, section 3.1)
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must hold
 * @param roleClaim the claim that holds a role, or a list with one in it
 */
public record SignedTokenRules(
    Path keys, String algorithm, String issuer, String audience, String roleClaim) {
  public static final List<String> ALGORITHMS = List.of("RS256", "PS256", "ES256", "HS256");

  public SignedTokenRules {
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException("must be one of " + String.join(", ", ALGORITHMS));
    }
    for (String text : List.of(issuer, audience, roleClaim)) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("Issuer, audience and role claim must be given");
      }
    }
  }
}
