package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.VariantStatistics;
import java.nio.ByteBuffer;
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
  private final CheckCounter counter = new CheckCounter();
  private volatile Index index = Index.of(List.of());

  public IndexedAuthenticator(TokenDirectory directory) {
    this.directory = directory;
  }

  /** The principals by digest, of one snapshot of the tokens. */
  private record Index(List<TokenRecord> tokens, Map<ByteBuffer, Optional<Principal>> principals) {
    static Index of(List<TokenRecord> tokens) {
      Map<ByteBuffer, Optional<Principal>> principals = new HashMap<>();
      for (TokenRecord token : tokens) {
        principals.put(
            ByteBuffer.wrap(HexFormat.of().parseHex(token.sha256())),
            Optional.of(new Principal(token.name(), token.role())));
      }
      return new Index(tokens, principals);
    }
  }

  @Override
  public Optional<Principal> authenticate(ApiRequest request) {
    Optional<byte[]> digest = BearerToken.digest(request.headers());
    if (digest.isEmpty()) {
      counter.computed();
      return Optional.empty();
    }
    return current().principals().getOrDefault(ByteBuffer.wrap(digest.get()), Optional.empty());
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
