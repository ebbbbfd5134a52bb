package dev.spacetime.security;

import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Json;
import dev.spacetime.storage.CheckedFile;
import dev.spacetime.storage.DamagedFileException;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The digests in {@code tokens.json} and the first token's secret in {@code token}. */
final class TokenFiles {
  private static final int DIGESTS_BYTES_MAX = 4 << 20;
  private static final int SECRET_BYTES_MAX = 1 << 10;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path digests;
  private final Path secret;

  TokenFiles(Path dataFolder) {
    this.digests = dataFolder.resolve("tokens.json");
    this.secret = dataFolder.resolve("token");
  }

  boolean exist() {
    return !Files.notExists(digests);
  }

  /**
   * @throws TokenStoreException when they are damaged, or others may use them
   */
  List<TokenRecord> read() throws IOException {
    requireOwnerOnly(digests);
    requireOwnerOnly(secret);
    try {
      byte[] json =
          CheckedFile.read(digests, DIGESTS_BYTES_MAX)
              .orElseThrow(() -> new TokenStoreException(digests + " does not exist any more"));
      return TokenDocument.parse(json);
    } catch (DamagedFileException damaged) {
      throw TokenDocument.damaged();
    }
  }

  /** Durable when it returns; the first secret goes when its token has gone. */
  void write(List<TokenRecord> tokens) throws IOException {
    CheckedFile.write(digests, Json.prettyBytes(TokenDocument.of(tokens)), true);
    Optional<String> kept =
        DurableFile.read(secret, SECRET_BYTES_MAX)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    if (kept.isPresent()) {
      String digest = HexFormat.of().formatHex(BearerToken.sha256(kept.get()));
      if (tokens.stream().noneMatch(token -> token.sha256().equals(digest))) {
        Files.deleteIfExists(secret);
      }
    }
  }

  void writeSecret(String text) throws IOException {
    DurableFile.write(secret, (text + "\n").getBytes(StandardCharsets.US_ASCII), true);
  }

  // Whoever may write the tokens may add one, and whoever could read the secret may have it. A new
  // mode would hide that, so the operator decides; the secret's file may be gone, and should be.
  static void requireOwnerOnly(Path file) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
      throw new TokenStoreException(
          "others may read or write " + file + "; take that from them with chmod 600");
    }
  }
}
