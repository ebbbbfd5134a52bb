package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.VariantStatistics;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private volatile Index index = new Index(List.of(), Map.of());

  /**
   * @param signedTokens asked for each token that is not in the directory; keeps what is worth it
   */
  public IndexedAuthenticator(
      TokenDirectory directory, SignedTokens signedTokens, InstantSource clock) {
    this.directory = directory;
    this.signedTokens = signedTokens;
    this.clock = clock;
  }

  /** A token, and what every request with it would make anew. */
  private record Known(TokenRecord token, Optional<KnownCaller> caller, boolean unlimited) {
    static Known of(TokenRecord token, CheckCounter counter) {
      boolean unlimited = token.expires() == null && token.addresses().isEmpty();
      return new Known(
          token, Optional.of(new KnownCaller(token.principal(), counter::indexed)), unlimited);
    }

    boolean allows(ClientAddress client, InstantSource clock) {
      return unlimited || token.allows(client, clock.instant());
    }
  }

  /** One snapshot of the tokens, by digest. */
  private record Index(List<TokenRecord> tokens, Map<ByteBuffer, Known> byDigest) {
    static Index of(List<TokenRecord> tokens, CheckCounter counter) {
      Map<ByteBuffer, Known> byDigest = new HashMap<>();
      for (TokenRecord token : tokens) {
        byDigest.put(
            ByteBuffer.wrap(HexFormat.of().parseHex(token.sha256())), Known.of(token, counter));
      }
      return new Index(tokens, byDigest);
    }

    // Another list means that something has changed, so a revoked token ends with it.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<TokenRecord> now) {
      return tokens == now;
    }

    Optional<KnownCaller> find(String secret, ClientAddress client, InstantSource clock) {
      Known known = byDigest.get(TokenDigest.of(secret));
      return known != null && known.allows(client, clock) ? known.caller() : Optional.empty();
    }
  }

  @Override
  public Optional<Principal> authenticate(ApiRequest request) {
    Optional<String> token = BearerToken.of(request.headers());
    boolean isOpaque = token.isPresent() && BearerToken.isShort(token.get());
    boolean indexed = isOpaque && index.isOf(directory.tokens());
    Optional<Principal> known =
        isOpaque
            ? current().find(token.get(), request.client(), clock).map(KnownCaller::principal)
            : Optional.empty();
    boolean signed = known.isEmpty() && token.filter(BearerToken::maybeSigned).isPresent();
    if (indexed && !signed) {
      counter.indexed();
    } else {
      counter.computed();
    }
    return signed ? signedTokens.check(token.get()).principal() : known;
  }

  @Override
  public Optional<KnownCaller> ifKnown(ApiRequest request) {
    Optional<String> token = BearerToken.of(request.headers());
    Index built = index;
    if (token.isEmpty() || !directory.isStill(built.tokens())) {
      return Optional.empty();
    }
    Optional<KnownCaller> known =
        BearerToken.isShort(token.get())
            ? built.find(token.get(), request.client(), clock)
            : Optional.empty();
    return known.isEmpty() && BearerToken.maybeSigned(token.get())
        ? signedTokens.ifKept(token.get()).map(signer -> new KnownCaller(signer, this::countKept))
        : known;
  }

  private void countKept() {
    counter.computed();
    signedTokens.countKept();
  }

  /** All checks, and those that the index or a kept verdict answered. */
  public VariantStatistics.Checks checks() {
    VariantStatistics.Checks counted = counter.checks();
    return new VariantStatistics.Checks(
        counted.total(), counted.cacheHits() + signedTokens.keptAnswers());
  }

  private Index current() {
    List<TokenRecord> tokens = directory.tokens();
    Index built = index;
    if (!built.isOf(tokens)) {
      built = Index.of(tokens, counter);
      index = built;
    }
    return built;
  }
}
