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
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * The tokens of the data folder: digests in {@code tokens.json}. On the first start an operator's
 * token of 256 random bits is made; its secret is kept in the file {@code token} for its owner to
 * read.
 */
public final class TokenStore implements TokenDirectory {
  private static final int VERSION = 1;
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

  private record Document(int version, List<TokenRecord> tokens) {
    private Document {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Opens the tokens of a data folder, or makes the first one.
   *
   * @throws TokenStoreException when they can't be read, written or trusted
   */
  public static TokenStore open(Path dataFolder) {
    Path file = dataFolder.resolve("tokens.json");
    try {
      Optional<byte[]> stored = DurableFile.read(file, FILE_BYTES_MAX);
      if (stored.isEmpty()) {
        return create(dataFolder, file);
      }
      requireOwnerOnly(file);
      return parse(stored.get());
    } catch (IOException failed) {
      throw new TokenStoreException("the tokens in " + file + " can't be read or written");
    }
  }

  /**
   * One operator's token for this run; nothing is stored.
   *
   * @throws TokenStoreException when the secret is too short or can't stand in a header field
   */
  public static TokenStore forSecret(String secret) {
    if (secret.length() < SECRET_LENGTH_MIN || !secret.matches("[A-Za-z0-9\\-._~+/]+=*")) {
      throw new TokenStoreException(
          "SPACETIME_TOKEN must have at least "
              + SECRET_LENGTH_MIN
              + " characters, letters, digits and -._~+/ only");
    }
    return new TokenStore(List.of(operator(secret)));
  }

  @Override
  public List<TokenRecord> tokens() {
    return tokens;
  }

  private static TokenStore create(Path dataFolder, Path file) throws IOException {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    List<TokenRecord> first = List.of(operator(secret));
    // The secret first: a crash in between must not leave a digest whose secret nobody has.
    DurableFile.write(
        dataFolder.resolve("token"), (secret + "\n").getBytes(StandardCharsets.US_ASCII), true);
    DurableFile.write(file, Json.prettyBytes(new Document(VERSION, first)), true);
    return new TokenStore(first);
  }

  private static TokenRecord operator(String secret) {
    return new TokenRecord(
        "operator", Role.OPERATOR, HexFormat.of().formatHex(BearerToken.sha256(secret)));
  }

  private static TokenStore parse(byte[] json) {
    try {
      Document document = Json.read(json, Document.class);
      if (document.version() != VERSION) {
        throw new TokenStoreException("tokens.json is of another version of this program");
      }
      return new TokenStore(document.tokens());
    } catch (JacksonException | IllegalArgumentException malformed) {
      throw new TokenStoreException(
          "tokens.json is damaged; restore it, or remove it and a new token is made");
    }
  }

  // Whoever may write the file may add a token; a mode that was widened is no accident to repair
  // in silence.
  private static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> granted = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    granted.retainAll(OTHERS);
    if (!granted.isEmpty()) {
      throw new TokenStoreException(
          "others may read or write " + file + "; take that from them with chmod 600");
    }
  }
}
