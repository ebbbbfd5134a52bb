package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.access.TokenState;
import dev.spacetime.access.TokenState.Issued;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.Json;
import dev.spacetime.storage.CheckedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  private Instant now = NOW;
  private final InstantSource clock = () -> now;

  private TokenStore open(Path dataFolder) {
    return TokenStore.open(dataFolder, clock);
  }

  @Test
  void firstStartMakesOneOperator() throws IOException {
    TokenStore store = open(folder);
    String secret = Files.readString(folder.resolve("token")).strip();
    assertThat(secret).matches("st_[A-Za-z0-9_-]{43}");
    assertThat(store.tokens())
        .containsExactly(
            TokenRecord.unlimited(
                "operator",
                Role.OPERATOR,
                HexFormat.of().formatHex(BearerToken.sha256(secret)),
                NOW));
    for (String file : new String[] {"token", "tokens.json"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(open(folder).tokens()).isEqualTo(store.tokens());
    assertThat(Files.readString(folder.resolve("token")).strip()).isEqualTo(secret);
  }

  @Test
  void documentSaysWhoseTokenAndSinceWhen() throws IOException {
    now = Instant.parse("2026-01-02T03:04:05.6Z");
    String digest = open(folder).tokens().get(0).sha256();
    assertThat(
            CheckedFile.read(folder.resolve("tokens.json"), 10_000)
                .flatMap(Json::tree)
                .map(Object::toString))
        .contains(
            "{\"version\":1,\"tokens\":[{\"name\":\"operator\",\"role\":\"operator\",\"sha256\":\""
                + digest
                + "\",\"created\":\"2026-01-02T03:04:05Z\"}]}");
  }

  @Test
  void eachStoreHasItsOwnSecret(@TempDir Path other) {
    assertThat(open(folder).tokens()).isNotEqualTo(open(other).tokens());
  }

  @Test
  void secretMayBeTakenAway() throws IOException {
    TokenStore store = open(folder);
    Files.delete(folder.resolve("token"));
    assertThat(open(folder).tokens()).isEqualTo(store.tokens());
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
    open(folder);
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> open(folder))
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
    open(folder);
    Files.writeString(folder.resolve("tokens.json"), content.replace("DIGEST", "0".repeat(64)));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"tokens\":[]}", "{\"version\":2,\"tokens\":[]}"})
  void fileOfAnotherVersionIsRefused(String content) throws IOException {
    open(folder);
    Files.writeString(folder.resolve("tokens.json"), content);
    assertThatThrownBy(() -> open(folder))
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
    assertThatThrownBy(() -> TokenStore.forSecret(secret.replace("LONG", "a".repeat(513)), clock))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("SPACETIME_TOKEN");
  }

  @Test
  void givenSecretIsAnOperatorsAndLeavesNothing() {
    assertThat(TokenStore.forSecret("sixteen-chars-ok", clock).tokens())
        .containsExactly(
            TokenRecord.unlimited(
                "operator",
                Role.OPERATOR,
                HexFormat.of().formatHex(BearerToken.sha256("sixteen-chars-ok")),
                NOW));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherStoresOfTheFolderSeeEachChangeAtOnce() {
    TokenStore server = open(folder);
    TokenStore command = open(folder);
    List<TokenRecord> before = server.tokens();
    assertThat(server.isStill(before)).isTrue();
    Issued issued = command.create("ci", Role.READER, null, List.of());
    assertThat(issued.secret()).matches("st_[A-Za-z0-9_-]{43}");
    assertThat(issued.toString()).doesNotContain(issued.secret());
    assertThat(server.isStill(before)).as("another store has changed it").isFalse();
    assertThat(server.tokens()).hasSize(2).contains(issued.token());
    assertThat(server.isStill(server.tokens())).isTrue();
    assertThat(server.isStill(before)).isFalse();
    server.revoke("ci");
    assertThat(command.tokens()).hasSize(1).isEqualTo(open(folder).tokens());
  }

  @Test
  void whatATokenMayIsKept() {
    TokenStore store = open(folder);
    Instant expires = NOW.plusMillis(1_500);
    List<AddressRange> addresses =
        List.of(AddressRange.of("192.0.2.0/24"), AddressRange.of("2001:db8::/32"));
    Issued issued = store.create("ci", Role.READER, expires, addresses);
    assertThat(open(folder).tokens().get(1))
        .isEqualTo(issued.token())
        .isEqualTo(
            new TokenRecord(
                "ci",
                Role.READER,
                HexFormat.of().formatHex(BearerToken.sha256(issued.secret())),
                NOW,
                expires,
                addresses));
  }

  @Test
  void rotatedTokenOverlapsWithTheNewOne() {
    TokenStore store = open(folder);
    Issued old = store.create("ci", Role.READER, NOW.plusSeconds(90), List.of());
    Issued next = store.rotate("ci", Duration.ofSeconds(60));
    assertThat(next.token().role()).isEqualTo(Role.READER);
    assertThat(store.tokens().subList(1, 3))
        .containsExactly(old.token().endingBy(NOW.plusSeconds(60)), next.token());
    now = NOW.plusSeconds(59);
    Issued last = store.rotate("ci", Duration.ofSeconds(60));
    assertThat(store.tokens().subList(1, 4))
        .extracting(TokenRecord::expires)
        .containsExactly(NOW.plusSeconds(60), NOW.plusSeconds(90), NOW.plusSeconds(90));
    store.rotate("ci", Duration.ZERO);
    assertThat(store.tokens()).hasSize(2).doesNotContain(last.token());
  }

  @Test
  void whatIsNotThereOrThereAlreadyIsRefused() {
    TokenStore store = open(folder);
    assertThatThrownBy(() -> store.revoke("ci"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("no token");
    assertThatThrownBy(() -> store.rotate("ci", Duration.ZERO)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> store.create("operator", Role.READER, null, List.of()))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("already");
    for (String name : List.of("", "a b", "-a", "a".repeat(65), "a\nb")) {
      assertThatThrownBy(() -> store.create(name, Role.READER, null, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void expiredTokenMakesRoomForItsName() {
    TokenStore store = open(folder);
    store.create("ci", Role.READER, NOW.plusSeconds(1), List.of());
    now = NOW.plusSeconds(1);
    store.create("ci", Role.OPERATOR, null, List.of());
    assertThat(store.tokens()).hasSize(2);
  }

  @Test
  void tokensAreBounded() throws IOException {
    List<TokenRecord> many =
        IntStream.range(0, TokenStore.TOKENS_MAX)
            .mapToObj(i -> TokenRecord.unlimited("t" + i, Role.READER, "%064x".formatted(i), NOW))
            .toList();
    TokenStore store = open(folder);
    new TokenFiles(folder).write(many);
    assertThatThrownBy(() -> store.create("ci", Role.READER, null, List.of()))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("1000 tokens");
    store.revoke("t0");
    store.create("ci", Role.READER, null, List.of());
  }

  @Test
  void firstSecretGoesWithItsToken() {
    TokenStore store = open(folder);
    store.create("ci", Role.READER, null, List.of());
    store.rotate("operator", Duration.ofSeconds(1));
    assertThat(folder.resolve("token")).exists();
    store.revoke("operator");
    assertThat(folder.resolve("token")).doesNotExist();
  }

  @Test
  void nobodyGetsInWhenAChangeCannotBeRead() throws IOException {
    TokenStore server = open(folder);
    Files.writeString(folder.resolve("tokens.json"), "{");
    assertThat(server.tokens()).hasSize(1);
    SharedGeneration.open(folder.resolve("tokens.generation")).changing(() -> {});
    assertThatThrownBy(server::tokens)
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("can't be checked now");
    new TokenFiles(folder).write(List.of());
    assertThat(server.tokens()).isEmpty();
  }

  @Test
  void givenTokenIsTheOnlyOne() {
    TokenState given = TokenStore.forSecret("sixteen-chars-ok", clock);
    List<Runnable> changes =
        List.of(
            () -> given.create("ci", Role.READER, null, List.of()),
            () -> given.rotate("operator", Duration.ZERO),
            () -> given.revoke("operator"));
    for (Runnable change : changes) {
      assertThatThrownBy(change::run).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void changesOfManyAreAllKept() throws InterruptedException {
    List<TokenStore> stores = List.of(open(folder), open(folder));
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      String name = "t" + i;
      TokenStore store = stores.get(i % stores.size());
      threads[i] = new Thread(() -> store.create(name, Role.READER, null, List.of()));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    stores.forEach(store -> assertThat(store.tokens()).hasSize(9));
  }
}
