package dev.spacetime.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import dev.spacetime.api.VariantStatistics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private volatile List<TokenRecord> tokens =
      List.of(token("one", "secret-of-one"), token("two", "secret-of-two"));
  private final List<Authenticator> both = List.of(plain(() -> tokens), indexed(() -> tokens));

  private static PlainAuthenticator plain(TokenDirectory directory) {
    return new PlainAuthenticator(directory, SignedTokens.NONE, InstantSource.fixed(NOW));
  }

  private static IndexedAuthenticator indexed(TokenDirectory directory) {
    return new IndexedAuthenticator(directory, SignedTokens.NONE, InstantSource.fixed(NOW));
  }

  private static TokenRecord token(String name, String secret) {
    return TokenRecord.unlimited(
        name, Role.READER, HexFormat.of().formatHex(BearerToken.sha256(secret)), NOW);
  }

  private static ApiRequest request(String... authorizations) {
    return new ApiRequest(
        Method.GET,
        "/scene",
        "",
        HeaderFields.of(
            Stream.of(authorizations).map(value -> new Header("Authorization", value)).toList()),
        RequestBody.EMPTY,
        new ClientAddress("127.0.0.1"),
        "id");
  }

  @Test
  void knownTokensHaveTheirOwners() {
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request("Bearer secret-of-two")))
          .contains(new Principal("two", Role.READER));
      assertThat(authenticator.authenticate(request("bEARER secret-of-one")))
          .map(Principal::name)
          .contains("one");
      assertThat(authenticator.authenticate(request("Bearer   secret-of-one"))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "secret-of-one",
        "Basic secret-of-one",
        "Bearer secret-of-on",
        "Bearer secret-of-onee",
        "Bearer secret-of-one secret-of-two",
        "Bearer secret of one",
        "Bearer =",
        "Bearer\tsecret-of-one",
        "Bearer \tsecret-of-one",
        "Bearer\u00a0secret-of-one",
        "Bearer secret-of-one,Bearer secret-of-one",
        "Bearer \u00e9"
      })
  void anythingElseIsNobody(String authorization) {
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request(authorization))).isEmpty();
    }
  }

  @Test
  void twoFieldsOrNoneAreNobody() {
    String valid = "Bearer secret-of-one";
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request())).isEmpty();
      assertThat(authenticator.authenticate(request(valid, valid))).isEmpty();
    }
  }

  @Test
  void removedTokenEndsAtOnce() {
    ApiRequest request = request("Bearer secret-of-one");
    both.forEach(one -> assertThat(one.authenticate(request)).isPresent());
    tokens = List.of(token("two", "secret-of-two"));
    both.forEach(one -> assertThat(one.authenticate(request)).isEqualTo(Optional.empty()));
  }

  @Test
  void tokensAreReadUpToTheirLongest() {
    String longest = "a".repeat(512);
    tokens = List.of(token("longest", longest), token("longer", longest + "a"));
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request("Bearer " + longest))).isPresent();
      assertThat(authenticator.authenticate(request("Bearer " + longest + "a"))).isEmpty();
    }
  }

  @Property
  void bothDecideAlike(
      @ForAll @Size(max = 5) List<@From("secrets") String> known,
      @ForAll("secrets") String asked,
      @ForAll("schemes") String scheme) {
    List<TokenRecord> directory =
        known.stream()
            .distinct()
            .map(secret -> token("of." + HexFormat.of().formatHex(secret.getBytes(UTF_8)), secret))
            .toList();
    ApiRequest request = request(scheme + asked);
    assertThat(indexed(() -> directory).authenticate(request))
        .isEqualTo(plain(() -> directory).authenticate(request))
        .isEqualTo(
            scheme.equals("Bearer ") && known.contains(asked)
                ? Optional.of(
                    new Principal(
                        "of." + HexFormat.of().formatHex(asked.getBytes(UTF_8)), Role.READER))
                : Optional.empty());
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withChars("ab=-")
        .ofMinLength(1)
        .ofMaxLength(3)
        .filter(secret -> secret.matches("[ab-]+=*"));
  }

  @Provide
  Arbitrary<String> schemes() {
    return Arbitraries.of("Bearer ", "Bearer", "Basic ", "");
  }

  @Test
  void onlyTheIndexCountsAsAnswered() {
    PlainAuthenticator plain = plain(() -> tokens);
    IndexedAuthenticator indexed = indexed(() -> tokens);
    for (String value : List.of("Bearer secret-of-one", "Bearer secret-of-two", "Bearer x", "")) {
      plain.authenticate(request(value));
      indexed.authenticate(request(value));
    }
    assertThat(plain.checks()).isEqualTo(new VariantStatistics.Checks(4, 0));
    // The first builds the index, and the last has nothing to look up.
    assertThat(indexed.checks()).isEqualTo(new VariantStatistics.Checks(4, 2));
  }

  @Test
  void signedTokensAreCountedOnceToo() {
    CachedSignedTokens signed =
        new CachedSignedTokens(
            SignedTokens.NONE,
            new BoundedCheckCache(9),
            new BoundedCheckCache(9),
            InstantSource.fixed(NOW));
    IndexedAuthenticator indexed =
        new IndexedAuthenticator(() -> tokens, signed, InstantSource.fixed(NOW));
    for (String token : List.of("a.b.c", "a.b.c", "a.b." + "c".repeat(600), "d".repeat(600))) {
      assertThat(indexed.authenticate(request("Bearer " + token))).isEmpty();
    }
    // The second was kept.
    assertThat(indexed.checks()).isEqualTo(new VariantStatistics.Checks(4, 1));
  }

  /** Tokens that can be had without a look at their file, or not. */
  private final class Held implements TokenDirectory {
    volatile boolean held = true;

    @Override
    public List<TokenRecord> tokens() {
      return tokens;
    }

    @Override
    public boolean isStill(List<TokenRecord> snapshot) {
      return held && TokenDirectory.super.isStill(snapshot);
    }
  }

  private static Optional<Principal> letIn(Optional<Authenticator.KnownCaller> known) {
    known.ifPresent(caller -> caller.count().run());
    return known.map(Authenticator.KnownCaller::principal);
  }

  @Test
  void knownAtOnceIsWhoIsInTheIndex() {
    Held directory = new Held();
    IndexedAuthenticator indexed = indexed(directory);
    ApiRequest one = request("Bearer secret-of-one");
    assertThat(indexed.ifKnown(one)).as("before the index").isEmpty();
    assertThat(indexed.authenticate(one)).isPresent();
    assertThat(letIn(indexed.ifKnown(one))).contains(new Principal("one", Role.READER));
    assertThat(indexed.ifKnown(one)).as("and then refused").isPresent();
    assertThat(indexed.ifKnown(request("Bearer secret-of-none"))).isEmpty();
    assertThat(indexed.ifKnown(request())).isEmpty();
    directory.held = false;
    assertThat(indexed.ifKnown(one)).as("while the file is read").isEmpty();
    directory.held = true;
    tokens = List.of(token("two", "secret-of-two"));
    assertThat(indexed.ifKnown(one)).as("another list").isEmpty();
    assertThat(indexed.checks()).isEqualTo(new VariantStatistics.Checks(2, 1));
    assertThat(plain(directory).ifKnown(one)).isEmpty();
  }

  @Test
  void knownAtOnceIsNobodyWhoIsRefusedOtherwise() {
    String longer = "a".repeat(513);
    tokens = List.of(limited(NOW), token("longer", longer));
    IndexedAuthenticator indexed = indexed(new Held());
    for (String secret : List.of("limited", longer)) {
      assertThat(indexed.authenticate(request("Bearer " + secret))).isEmpty();
      assertThat(indexed.ifKnown(request("Bearer " + secret))).isEmpty();
    }
  }

  @Test
  void signedTokenIsKnownAtOnceWhileItsVerdictIsKept() {
    Principal signer = new Principal("signer", Role.READER);
    SignedTokens keeping =
        new SignedTokens() {
          @Override
          public Verdict check(String token) {
            throw new AssertionError("costs a signature");
          }

          @Override
          public Optional<Principal> ifKept(String token) {
            return token.equals("a.b.c") ? Optional.of(signer) : Optional.empty();
          }

          @Override
          public long generation() {
            return 0;
          }
        };
    Held directory = new Held();
    IndexedAuthenticator indexed =
        new IndexedAuthenticator(directory, keeping, InstantSource.fixed(NOW));
    assertThat(indexed.authenticate(request("Bearer x"))).isEmpty();
    assertThat(letIn(indexed.ifKnown(request("Bearer a.b.c")))).contains(signer);
    assertThat(indexed.ifKnown(request("Bearer a.b.c"))).as("and then refused").isPresent();
    assertThat(indexed.ifKnown(request("Bearer a.b.d"))).isEmpty();
    assertThat(indexed.checks()).isEqualTo(new VariantStatistics.Checks(2, 0));
  }

  @Test
  void tokenEndsAtItsMoment() {
    tokens = List.of(limited(NOW.plusNanos(1)));
    both.forEach(one -> assertThat(one.authenticate(request("Bearer limited"))).isPresent());
    tokens = List.of(limited(NOW));
    both.forEach(one -> assertThat(one.authenticate(request("Bearer limited"))).isEmpty());
  }

  @Test
  void tokenCountsFromItsAddressesOnly() {
    tokens = List.of(limited(null, "192.0.2.0/24", "127.0.0.1"));
    both.forEach(one -> assertThat(one.authenticate(request("Bearer limited"))).isPresent());
    tokens = List.of(limited(null, "192.0.2.0/24", "::1"));
    both.forEach(one -> assertThat(one.authenticate(request("Bearer limited"))).isEmpty());
  }

  private static TokenRecord limited(@Nullable Instant expires, String... addresses) {
    return new TokenRecord(
        "limited",
        Role.READER,
        token("x", "limited").sha256(),
        NOW,
        expires,
        Stream.of(addresses).map(AddressRange::of).toList());
  }
}
