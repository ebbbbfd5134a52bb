package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private volatile List<TokenRecord> tokens =
      List.of(token("one", "secret-of-one"), token("two", "secret-of-two"));
  private final List<Authenticator> both =
      List.of(new PlainAuthenticator(() -> tokens), new IndexedAuthenticator(() -> tokens));

  private static TokenRecord token(String name, String secret) {
    return new TokenRecord(name, Role.READER, HexFormat.of().formatHex(BearerToken.sha256(secret)));
  }

  private static ApiRequest request(String... authorizations) {
    return new ApiRequest(
        Method.GET,
        "/scene",
        "",
        new HeaderFields(
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
        "Bearer \u00e9"
      })
  void anythingElseIsNobody(String authorization) {
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request(authorization))).isEmpty();
    }
  }

  @Test
  void twoFieldsAndEndlessTokensAreNobody() {
    String valid = "Bearer secret-of-one";
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request())).isEmpty();
      assertThat(authenticator.authenticate(request(valid, valid))).isEmpty();
      assertThat(authenticator.authenticate(request("Bearer " + "a".repeat(513)))).isEmpty();
    }
  }

  @Test
  void removedTokenEndsAtOnce() {
    ApiRequest request = request("Bearer secret-of-one");
    both.forEach(one -> assertThat(one.authenticate(request)).isPresent());
    tokens = List.of(token("two", "secret-of-two"));
    both.forEach(one -> assertThat(one.authenticate(request)).isEqualTo(Optional.empty()));
  }
}
