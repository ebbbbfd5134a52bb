package dev.spacetime.security;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.access.TokenState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.storage.NotStored;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of the data folder: digests in {@code tokens.json}. On the first start an operator's
 * token of 256 random bits is made; its secret is kept in the file {@code token} for its owner to
 * read.
 *
 * <p>Any number of processes may use one folder: whoever changes the tokens counts {@code
 * tokens.generation} on, and who finds it changed reads the file again.
 */
public final class TokenStore implements TokenState {
  /** Of one data folder; every request of {@code original} is compared with all of them. */
  static final int TOKENS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);

  // Secret scanners know a leaked token by such a prefix.
  private static final String PREFIX = "st_";
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH_MIN = 16;

  private final TokenFiles files;
  private final SharedGeneration generation;
  private final InstantSource clock;
  private volatile Snapshot held;

  /** What was read, and the generation that it had before it was read. */
  private record Snapshot(long generation, List<TokenRecord> tokens) {}

  private TokenStore(Path dataFolder, InstantSource clock) throws IOException {
    this.files = new TokenFiles(dataFolder);
    this.generation = SharedGeneration.open(dataFolder.resolve("tokens.generation"));
    this.clock = clock;
    if (!files.exist()) {
      generation.changing(this::createFirst);
    }
    this.held = read();
  }

  /**
   * Opens the tokens of a data folder, or makes the first one.
   *
   * @throws TokenStoreException when they can't be read, written or trusted
   */
  public static TokenStore open(Path dataFolder, InstantSource clock) {
    try {
      return new TokenStore(dataFolder, clock);
    } catch (IOException failed) {
      throw new TokenStoreException("the tokens in " + dataFolder + " can't be read or written");
    }
  }

  /**
   * One operator's token for this run; nothing is stored.
   *
   * @throws TokenStoreException when the secret is too short to be safe or can't stand in a request
   */
  public static TokenState forSecret(String secret, InstantSource clock) {
    if (secret.length() < SECRET_LENGTH_MIN || !BearerToken.isOpaque(secret)) {
      throw new TokenStoreException(
          "SPACETIME_TOKEN must have "
              + SECRET_LENGTH_MIN
              + " to "
              + BearerToken.OPAQUE_LENGTH_MAX
              + " characters, letters, digits and -._~+/ only, with = at the end at most");
    }
    return new TokenOfTheRun(List.of(operator(secret, clock.instant())));
  }

  @Override
  public List<TokenRecord> tokens() {
    Snapshot last = held;
    return last.generation() == generation.get() ? last.tokens() : readAgain();
  }

  @SuppressWarnings("ReferenceEquality") // Another list means that something has changed.
  @Override
  public boolean isStill(List<TokenRecord> snapshot) {
    Snapshot last = held;
    return last.tokens() == snapshot && last.generation() == generation.get();
  }

  @Override
  public Issued create(
      String name, Role role, @Nullable Instant expires, List<AddressRange> addresses) {
    String secret = newSecret();
    TokenRecord token =
        new TokenRecord(name, role, sha256(secret), clock.instant(), expires, addresses);
    change(
        tokens -> {
          if (tokens.stream().anyMatch(one -> one.name().equals(name))) {
            throw ApiException.of(ErrorCode.UNPROCESSABLE, "There is a token of this name already");
          }
          return append(tokens, token);
        });
    return new Issued(token, secret);
  }

  @Override
  public Issued rotate(String name, Duration overlap) {
    String secret = newSecret();
    Instant now = clock.instant();
    List<TokenRecord> made = new ArrayList<>();
    change(
        tokens -> {
          TokenRecord old = newest(tokens, name);
          made.add(
              new TokenRecord(
                  name, old.role(), sha256(secret), now, old.expires(), old.addresses()));
          Instant end = now.plus(overlap);
          Stream<TokenRecord> ending =
              tokens.stream().map(one -> one.name().equals(name) ? one.endingBy(end) : one);
          return append(ending.filter(one -> !one.isExpired(now)).toList(), made.get(0));
        });
    return new Issued(made.get(0), secret);
  }

  @Override
  public void revoke(String name) {
    change(
        tokens -> {
          newest(tokens, name);
          return tokens.stream().filter(one -> !one.name().equals(name)).toList();
        });
  }

  private void change(UnaryOperator<List<TokenRecord>> change) {
    try {
      generation.changing(
          () -> {
            Instant now = clock.instant();
            Stream<TokenRecord> valid =
                files.read().stream().filter(token -> !token.isExpired(now));
            files.write(change.apply(valid.toList()));
          });
    } catch (IOException notDurable) {
      throw NotStored.refusal("tokens", notDurable);
    }
  }

  private static List<TokenRecord> append(List<TokenRecord> tokens, TokenRecord token) {
    if (tokens.size() >= TOKENS_MAX) {
      throw ApiException.of(ErrorCode.UNPROCESSABLE, "There are " + TOKENS_MAX + " tokens already");
    }
    return Stream.concat(tokens.stream(), Stream.of(token)).toList();
  }

  // The last one is what the name stands for; those before it are on their way out.
  private static TokenRecord newest(List<TokenRecord> tokens, String name) {
    return tokens.stream()
        .filter(token -> token.name().equals(name))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> ApiException.notFound("There is no token of this name"));
  }

  // Whoever can't tell which tokens are valid lets nobody in.
  private synchronized List<TokenRecord> readAgain() {
    try {
      held = read();
      return held.tokens();
    } catch (IOException | TokenStoreException unusable) {
      LOG.error("The tokens have changed and can't be read: {}", unusable.getMessage());
      throw ApiException.unavailable("Tokens can't be checked now");
    }
  }

  private Snapshot read() throws IOException {
    long before = generation.get();
    return new Snapshot(before, List.copyOf(files.read()));
  }

  private void createFirst() throws IOException {
    // Another process may have been first.
    if (!files.exist()) {
      String secret = newSecret();
      // The secret first: a crash in between must not leave a digest whose secret nobody has.
      files.writeSecret(secret);
      files.write(List.of(operator(secret, clock.instant())));
    }
  }

  private static TokenRecord operator(String secret, Instant now) {
    return TokenRecord.unlimited("operator", Role.OPERATOR, sha256(secret), now);
  }

  private static String newSecret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String sha256(String secret) {
    return HexFormat.of().formatHex(BearerToken.sha256(secret));
  }
}
