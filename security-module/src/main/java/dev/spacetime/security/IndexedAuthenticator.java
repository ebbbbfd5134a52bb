package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.VariantStatistics;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks the token's digest up in an index that is built once for each list of tokens. A hash map
 * compares no longer than it must, so its time may tell how near a key was to a known one. The key
 * is the digest: a caller who learned a part of one would still need a secret that digests to it,
 * and that is what SHA-256 gives nobody.
 */
public final class IndexedAuthenticator implements Authenticator {
  private final TokenDirectory directory;
  private final SignedTokens signedTokens;
  private final InstantSource clock;
  private final CheckCounter counter = new CheckCounter();
  private volatile Index index = Index.of(List.of());

  /**
   * @param signedTokens asked for each token that is not in the directory; keeps what is worth it
   */
  public IndexedAuthenticator(
      TokenDirectory directory, SignedTokens signedTokens, InstantSource clock) {
    this.directory = directory;
    this.signedTokens = signedTokens;
    this.clock = clock;
  }

  /** One snapshot of the tokens, by digest. */
  private record Index(List<TokenRecord> tokens, Map<ByteBuffer, TokenRecord> byDigest) {
    static Index of(List<TokenRecord> tokens) {
      Map<ByteBuffer, TokenRecord> byDigest = new HashMap<>();
      for (TokenRecord token : tokens) {
        byDigest.put(ByteBuffer.wrap(HexFormat.of().parseHex(token.sha256())), token);
      }
      return new Index(tokens, byDigest);
    }
  }

  @Override
  public Optional<Principal> authenticate(ApiRequest request) {
    Optional<String> token = BearerToken.of(request.headers());
    if (token.isEmpty()) {
      counter.computed();
      return Optional.empty();
    }
    @Nullable TokenRecord known =
        BearerToken.isOpaque(token.get())
            ? current().byDigest().get(ByteBuffer.wrap(BearerToken.sha256(token.get())))
            : null;
    if (known != null && known.allows(request.client(), clock.instant())) {
      return Optional.of(known.principal());
    }
    return token
        .filter(BearerToken::maybeSigned)
        .flatMap(signed -> signedTokens.check(signed).principal());
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  // Another list means that something has changed, so a revoked token ends with it.
  @SuppressWarnings("ReferenceEquality")
  private Index current() {
    List<TokenRecord> tokens = directory.tokens();
    Index built = index;
    if (built.tokens() == tokens) {
      counter.indexed();
      return built;
    }
    counter.computed();
    built = Index.of(tokens);
    index = built;
    return built;
  }
}
