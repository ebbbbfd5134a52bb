package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  @TempDir Path folder;

  @Test
  void firstStartMakesOneOperator() throws IOException {
    TokenStore store = TokenStore.open(folder);
    String secret = Files.readString(folder.resolve("token")).strip();
    assertThat(secret).hasSize(43);
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
  void fileThatOthersMayReadIsRefused() throws IOException {
    TokenStore.open(folder);
    Path file = folder.resolve("tokens.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> TokenStore.open(folder))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":2,\"tokens\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"tokens\":[{\"name\":\"a\",\"role\":\"OPERATOR\",\"sha256\":\"00\"}]}"
      })
  void damagedFileIsRefused(String content) throws IOException {
    TokenStore.open(folder);
    Files.writeString(folder.resolve("tokens.json"), content);
    assertThatThrownBy(() -> TokenStore.open(folder)).isInstanceOf(TokenStoreException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "has a space in it ok", "sixteen-chars-é!"})
  void secretsThatNoHeaderCarriesAreRefused(String secret) {
    assertThatThrownBy(() -> TokenStore.forSecret(secret))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("SPACETIME_TOKEN");
  }
}
