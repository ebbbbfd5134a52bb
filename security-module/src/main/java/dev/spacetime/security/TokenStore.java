package dev.spacetime.security;

import dev.spacetime.access.Role;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Json;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of the data folder: digests in {@code tokens.json}. On the first start an operator's
 * token of 256 random bits is made; its secret is kept in the file {@code token} for its owner to
 * read.
 */
public final class TokenStore implements TokenDirectory {
  // Secret scanners know a leaked token by such a prefix.
  private static final String PREFIX = "st_";
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH_MIN = 16;
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final List<TokenRecord> tokens;

  private TokenStore(List<TokenRecord> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Opens the tokens of a data folder, or makes the first one.
   *
   * @throws TokenStoreException when they can't be read, written or trusted
   */
  public static TokenStore open(Path dataFolder) {
    return open(dataFolder, InstantSource.system());
  }

  static TokenStore open(Path dataFolder, InstantSource clock) {
    Path file = tokensFile(dataFolder);
    try {
      Optional<byte[]> stored = DurableFile.read(file, FILE_BYTES_MAX);
      if (stored.isEmpty()) {
        return create(dataFolder, clock.instant());
      }
      requireOwnerOnly(file);
      requireOwnerOnly(secretFile(dataFolder));
      return new TokenStore(TokenDocument.parse(stored.get()));
    } catch (IOException failed) {
      throw new TokenStoreException("the tokens in " + file + " can't be read or written");
    }
  }

  /**
   * One operator's token for this run; nothing is stored.
   *
   * @throws TokenStoreException when the secret is too short to be safe or can't stand in a request
   */
  public static TokenStore forSecret(String secret) {
    if (secret.length() < SECRET_LENGTH_MIN || !BearerToken.isToken(secret)) {
      throw new TokenStoreException(
          "SPACETIME_TOKEN must have "
              + SECRET_LENGTH_MIN
              + " to "
              + BearerToken.LENGTH_MAX
              + " characters, letters, digits and -._~+/ only, with = at the end at most");
    }
    return new TokenStore(List.of(operator(secret)));
  }

  @Override
  public List<TokenRecord> tokens() {
    return tokens;
  }

  private static TokenStore create(Path dataFolder, Instant now) throws IOException {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    TokenRecord first = operator(secret);
    // The secret first: a crash in between must not leave a digest whose secret nobody has.
    DurableFile.write(
        secretFile(dataFolder), (secret + "\n").getBytes(StandardCharsets.US_ASCII), true);
    DurableFile.write(tokensFile(dataFolder), Json.prettyBytes(TokenDocument.of(first, now)), true);
    return new TokenStore(List.of(first));
  }

  private static Path tokensFile(Path dataFolder) {
    return dataFolder.resolve("tokens.json");
  }

  private static Path secretFile(Path dataFolder) {
    return dataFolder.resolve("token");
  }

  private static TokenRecord operator(String secret) {
    return new TokenRecord(
        "operator", Role.OPERATOR, HexFormat.of().formatHex(BearerToken.sha256(secret)));
  }

  // Whoever may write the tokens may add one, and whoever could read the secret may have it. A new
  // mode would hide that, so the operator decides; the secret's file may be gone, and should be.
  private static void requireOwnerOnly(Path file) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
      throw new TokenStoreException(
          "others may read or write " + file + "; take that from them with chmod 600");
    }
  }
}
