package dev.spacetime.security;

import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Json;
import dev.spacetime.api.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The content of {@code tokens.json}. */
record TokenDocument(int version, List<Entry> tokens) {
  private static final int VERSION = 1;

  TokenDocument {
    tokens = List.copyOf(tokens);
  }

  /**
   * One token, known by its digest.
   *
   * @param role a {@link Role} in lower case
   * @param created when it was made, for people to read
   */
  record Entry(String name, String role, String sha256, String created) {
    // What is read from a file may lack any member.
    Entry {
      if (isBlank(name) || isBlank(role) || isBlank(sha256) || isBlank(created)) {
        throw new IllegalArgumentException("A token has a name, a role, a digest and a time");
      }
    }

    static Entry of(TokenRecord token, Instant created) {
      return new Entry(
          token.name(),
          token.role().name().toLowerCase(Locale.ROOT),
          token.sha256(),
          Timestamps.text(created));
    }

    TokenRecord toRecord() {
      return new TokenRecord(name, Role.valueOf(role.toUpperCase(Locale.ROOT)), sha256);
    }

    private static boolean isBlank(@Nullable String text) {
      return text == null || text.isBlank();
    }
  }

  static TokenDocument of(TokenRecord first, Instant created) {
    return new TokenDocument(VERSION, List.of(Entry.of(first, created)));
  }

  /**
   * The tokens in a file's bytes.
   *
   * @throws TokenStoreException when they are no such document
   */
  static List<TokenRecord> parse(byte[] json) {
    try {
      TokenDocument document = Json.read(json, TokenDocument.class);
      if (document.version() == VERSION) {
        return document.tokens().stream().map(Entry::toRecord).toList();
      }
    } catch (JacksonException | IllegalArgumentException malformed) {
      throw new TokenStoreException(
          "tokens.json is damaged; restore it, or remove it and a new token is made");
    }
    throw new TokenStoreException(
        "tokens.json is not of version " + VERSION + ", the only one that this program knows");
  }
}
