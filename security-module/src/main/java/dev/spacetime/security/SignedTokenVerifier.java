package dev.spacetime.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON Web Tokens (RFC 7519) as RFC 8725 asks: one algorithm, fixed beforehand; keys from a
 * file alone, never from the token; issuer, audience, end and subject required, {@code nbf} obeyed
 * where it is given, all without leeway.
 */
public final class SignedTokenVerifier implements SignedTokens {
  // It stands in logs, so it has no control character and no space.
  private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final SignedTokenRules rules;
  private final KeyFile<DefaultJWTProcessor<SecurityContext>> keys;
  private final InstantSource clock;

  private SignedTokenVerifier(SignedTokenRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
    this.keys =
        new KeyFile<>(
            rules.keys(),
            bytes -> processor(SignatureKeys.selector(rules, bytes), rules, clock),
            clock);
  }

  /**
   * @throws TokenStoreException when the keys can't be read or used
   */
  public static SignedTokenVerifier open(SignedTokenRules rules, InstantSource clock) {
    SignedTokenVerifier verifier = new SignedTokenVerifier(rules, clock);
    verifier.keys.open();
    return verifier;
  }

  @Override
  public Verdict check(String token) {
    DefaultJWTProcessor<SecurityContext> processor = keys.content();
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      Instant changes = beginning(jwt.getJWTClaimsSet());
      try {
        JWTClaimsSet claims = processor.process(jwt, null);
        return new Verdict(principal(claims), claims.getExpirationTime().toInstant());
      } catch (BadJOSEException refused) {
        return new Verdict(Optional.empty(), changes);
      }
    } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
      return new Verdict(Optional.empty(), Instant.MAX);
    }
  }

  @Override
  public long generation() {
    return keys.generation();
  }

  // What is refused for being early will not be refused for ever. The library lets a token in after
  // its nbf, and a token's times have no more than milliseconds.
  private Instant beginning(JWTClaimsSet claims) {
    Date notBefore = claims.getNotBeforeTime();
    return notBefore == null || notBefore.toInstant().isBefore(clock.instant())
        ? Instant.MAX
        : notBefore.toInstant().plusMillis(1);
  }

  private Optional<Principal> principal(JWTClaimsSet claims) {
    String subject = claims.getSubject();
    return SUBJECT.matcher(subject).matches()
        ? role(claims.getClaim(rules.roleClaim())).map(role -> new Principal(subject, role))
        : Optional.empty();
  }

  private static Optional<Role> role(@Nullable Object claim) {
    List<?> claimed =
        claim instanceof List<?> list ? list : claim == null ? List.of() : List.of(claim);
    return claimed.stream()
        .filter(String.class::isInstance)
        .flatMap(text -> Role.named((String) text).stream())
        .max(Role::compareTo);
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      JWSKeySelector<SecurityContext> selector, SignedTokenRules rules, InstantSource clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(selector);
    // RFC 9068 names the second; what is made for another purpose has another one.
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(rules.issuer()).build();
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            rules.audience(), exact, Set.of("exp", "aud", "iss", "sub")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew(0);
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }
}
