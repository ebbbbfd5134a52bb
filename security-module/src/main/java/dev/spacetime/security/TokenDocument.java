package dev.spacetime.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Json;
import dev.spacetime.api.Timestamps;
import java.time.DateTimeException;
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
   * @param created ISO 8601, as is {@code expires}, which is left out for never
   * @param addresses left out for everywhere
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String name,
      String role,
      String sha256,
      String created,
      @Nullable String expires,
      @Nullable List<String> addresses) {
    // What is read from a file may lack any member.
    Entry {
      if (isBlank(name) || isBlank(role) || isBlank(sha256) || isBlank(created)) {
        throw new IllegalArgumentException("A token has a name, a role, a digest and a time");
      }
    }

    static Entry of(TokenRecord token) {
      Instant expires = token.expires();
      List<AddressRange> addresses = token.addresses();
      return new Entry(
          token.name(),
          token.role().name().toLowerCase(Locale.ROOT),
          token.sha256(),
          Timestamps.text(token.created()),
          expires == null ? null : expires.toString(),
          addresses.isEmpty() ? null : addresses.stream().map(AddressRange::toString).toList());
    }

    TokenRecord toRecord() {
      return new TokenRecord(
          name,
          Role.valueOf(role.toUpperCase(Locale.ROOT)),
          sha256,
          Instant.parse(created),
          expires == null ? null : Instant.parse(expires),
          addresses == null ? List.of() : addresses.stream().map(AddressRange::of).toList());
    }

    private static boolean isBlank(@Nullable String text) {
      return text == null || text.isBlank();
    }
  }

  static TokenDocument of(List<TokenRecord> tokens) {
    return new TokenDocument(VERSION, tokens.stream().map(Entry::of).toList());
  }

  static TokenStoreException damaged() {
    return new TokenStoreException(
        "tokens.json is damaged; restore it, or remove it and a new token is made");
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
    } catch (JacksonException | IllegalArgumentException | DateTimeException malformed) {
      throw damaged();
    }
    throw new TokenStoreException(
        "tokens.json is not of version " + VERSION + ", the only one that this program knows");
  }
}
