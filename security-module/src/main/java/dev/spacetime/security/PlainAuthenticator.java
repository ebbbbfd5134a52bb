package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.VariantStatistics;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compares the token's digest with that of every known token. Digests have one length and each is
 * compared to its end, so the time tells nothing of how near a guess was.
 */
public final class PlainAuthenticator implements Authenticator {
  private final TokenDirectory directory;
  private final CheckCounter counter = new CheckCounter();

  public PlainAuthenticator(TokenDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Optional<Principal> authenticate(ApiRequest request) {
    counter.computed();
    return BearerToken.digest(request.headers()).flatMap(this::find);
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  private Optional<Principal> find(byte[] digest) {
    Optional<Principal> found = Optional.empty();
    for (TokenRecord token : directory.tokens()) {
      byte[] known = HexFormat.of().parseHex(token.sha256());
      if (MessageDigest.isEqual(known, digest)) {
        found = Optional.of(new Principal(token.name(), token.role()));
      }
    }
    return found;
  }
}
