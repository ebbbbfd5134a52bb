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
 * Looks the token's digest up in an index that is built once for each list of tokens. The time of a
 * look-up depends on the digest alone, and who can't choose a digest learns nothing from it.
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
    counter.indexed();
    return BearerToken.digest(request.headers()).flatMap(this::find);
  }

  public VariantStatistics.Checks checks() {
    return counter.checks();
  }

  private Optional<Principal> find(byte[] digest) {
    return current().principals().getOrDefault(ByteBuffer.wrap(digest), Optional.empty());
  }

  // Another list means that something has changed, so a revoked token ends with it.
  @SuppressWarnings("ReferenceEquality")
  private Index current() {
    List<TokenRecord> tokens = directory.tokens();
    Index built = index;
    if (built.tokens() != tokens) {
      built = Index.of(tokens);
      index = built;
    }
    return built;
  }
}
