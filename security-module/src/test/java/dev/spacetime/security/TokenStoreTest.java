package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  @TempDir Path folder;

  @Test
  void firstStartMakesOneOperator() throws IOException {
    TokenStore store = TokenStore.open(folder);
    String secret = Files.readString(folder.resolve("token")).strip();
    assertThat(secret).matches("st_[A-Za-z0-9_-]{43}");
    assertThat(store.tokens())
        .containsExactly(
            new TokenRecord(
                "operator", Role.OPERATOR, HexFormat.of().formatHex(BearerToken.sha256(secret))));
    for (String file : new String[] {"token", "tokens.json"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(TokenStore.open(folder).tokens()).isEqualTo(store.tokens());
    assertThat(Files.readString(folder.resolve("token")).strip()).isEqualTo(secret);
  }

  @Test
  void documentSaysWhoseTokenAndSinceWhen() throws IOException {
    Instant now = Instant.parse("2026-01-02T03:04:05.6Z");
    String digest = TokenStore.open(folder, () -> now).tokens().get(0).sha256();
    assertThat(Json.tree(Files.readAllBytes(folder.resolve("tokens.json"))).map(Object::toString))
        .contains(
            "{\"version\":1,\"tokens\":[{\"name\":\"operator\",\"role\":\"operator\",\"sha256\":\""
                + digest
                + "\",\"created\":\"2026-01-02T03:04:05Z\"}]}");
  }

  @Test
  void eachStoreHasItsOwnSecret(@TempDir Path other) {
    assertThat(TokenStore.open(folder).tokens()).isNotEqualTo(TokenStore.open(other).tokens());
  }

  @Test
  void secretMayBeTakenAway() throws IOException {
    TokenStore store = TokenStore.open(folder);
    Files.delete(folder.resolve("token"));
    assertThat(TokenStore.open(folder).tokens()).isEqualTo(store.tokens());
    assertThat(folder.resolve("token")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "tokens.json, rw-r-----",
    "tokens.json, rw----r--",
    "tokens.json, rw--w----",
    "tokens.json, rw-----w-",
    "token, rw-r--r--"
  })
  void fileThatOthersMayUseIsRefused(String name, String mode) throws IOException {
    TokenStore.open(folder);
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> TokenStore.open(folder))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining(folder.resolve(name) + "; take that from them with chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"version\":1,\"tokens\":[null]}",
        "{\"version\":1,\"tokens\":[{\"role\":\"reader\",\"sha256\":\"DIGEST\",\"created\":\"x\"}]}",
        "{\"version\":1,\"tokens\":[{\"name\":\"a\",\"sha256\":\"DIGEST\",\"created\":\"x\"}]}",
        "{\"version\":1,\"tokens\":[{\"name\":\"a\",\"role\":\"king\",\"sha256\":\"DIGEST\","
            + "\"created\":\"x\"}]}",
        "{\"version\":1}",
        "{\"version\":1,\"tokens\":[{\"name\":\"a\",\"role\":\"OPERATOR\",\"sha256\":\"00\"}]}"
      })
  void damagedFileIsRefused(String content) throws IOException {
    TokenStore.open(folder);
    Files.writeString(folder.resolve("tokens.json"), content.replace("DIGEST", "0".repeat(64)));
    assertThatThrownBy(() -> TokenStore.open(folder))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"tokens\":[]}", "{\"version\":2,\"tokens\":[]}"})
  void fileOfAnotherVersionIsRefused(String content) throws IOException {
    TokenStore.open(folder);
    Files.writeString(folder.resolve("tokens.json"), content);
    assertThatThrownBy(() -> TokenStore.open(folder))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("not of version 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "has a space in it ok",
        "sixteen-chars-é!",
        "fifteen-chars-x",
        "LONG"
      })
  void secretsThatNoHeaderCarriesAreRefused(String secret) {
    assertThatThrownBy(() -> TokenStore.forSecret(secret.replace("LONG", "a".repeat(513))))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("SPACETIME_TOKEN");
  }

  @Test
  void givenSecretIsAnOperatorsAndLeavesNothing() {
    assertThat(TokenStore.forSecret("sixteen-chars-ok").tokens())
        .containsExactly(
            new TokenRecord(
                "operator",
                Role.OPERATOR,
                HexFormat.of().formatHex(BearerToken.sha256("sixteen-chars-ok"))));
    assertThat(folder).isEmptyDirectory();
  }
}
