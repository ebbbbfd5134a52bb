package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.VariantStatistics;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compares the token's digest with that of every known token, and checks the signature of a signed
 * one each time. Digests have one length and each is compared to its end, so the time tells nothing
 * of how near a guess was.
 */
public final class PlainAuthenticator implements Authenticator {
  private final TokenDirectory directory;
  private final SignedTokens signedTokens;
  private final InstantSource clock;
  private final CheckCounter counter = new CheckCounter();

  public PlainAuthenticator(
      TokenDirectory directory, SignedTokens signedTokens, InstantSource clock) {
    this.directory = directory;
    this.signedTokens = signedTokens;
    this.clock = clock;
  }

  @Override
  public Optional<Principal> authenticate(ApiRequest request) {
    counter.computed();
    Optional<String> token = BearerToken.of(request.headers());
    Optional<Principal> known =
        token
            .filter(BearerToken::isOpaque)
            .flatMap(secret -> find(BearerToken.sha256(secret)))
            .filter(record -> record.allows(request.client(), clock.instant()))
            .map(TokenRecord::principal);
    return known.isPresent()
        ? known
        : token
            .filter(BearerToken::maybeSigned)
            .flatMap(signed -> signedTokens.check(signed).principal());
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  Optional<TokenRecord> find(byte[] digest) {
    Optional<TokenRecord> found = Optional.empty();
    for (TokenRecord token : directory.tokens()) {
      byte[] known = HexFormat.of().parseHex(token.sha256());
      if (MessageDigest.isEqual(known, digest)) {
        found = Optional.of(token);
      }
    }
    return found;
  }
}
