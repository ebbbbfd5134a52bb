package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.HeaderFields;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
  private static Optional<String> token(String authorization) {
    return BearerToken.of(HeaderFields.of("Authorization", authorization));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer a, a",
    "bEARER abc, abc",
    "Bearer    abc, abc",
    "Bearer azAZ09-._~+/, azAZ09-._~+/",
    "Bearer abc=, abc=",
    "Bearer abc===, abc==="
  })
  void oneTokenOfTheSchemeIsTaken(String authorization, String token) {
    assertThat(token(authorization)).contains(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearerabc",
        "Bearer ==",
        "Basic abc",
        "Bearer a b",
        "Bearer a=b",
        "Bearer a,b",
        "Bearer a@",
        "Bearer a[",
        "Bearer a`",
        "Bearer a{",
        "Bearer a:",
        "Bearer a\u00e9",
        "Bearer\tabc"
      })
  void nothingElseIsTaken(String authorization) {
    assertThat(token(authorization)).isEmpty();
  }

  @Test
  void twoFieldsAreAsGoodAsNone() {
    assertThat(
            BearerToken.of(
                HeaderFields.of("Authorization", "Bearer a", "authorization", "Bearer a")))
        .isEmpty();
    assertThat(BearerToken.of(HeaderFields.NONE)).isEmpty();
  }

  @Test
  void longestTokenIsTakenAndNoLonger() {
    String longest = "a".repeat(BearerToken.LENGTH_MAX);
    assertThat(token("Bearer " + longest)).contains(longest);
    assertThat(token("Bearer  " + longest)).contains(longest);
    assertThat(token("Bearer " + longest + "a")).isEmpty();
    String opaque = "a".repeat(BearerToken.OPAQUE_LENGTH_MAX);
    assertThat(BearerToken.isOpaque(opaque)).isTrue();
    assertThat(BearerToken.isOpaque(opaque + "a")).isFalse();
    assertThat(BearerToken.isOpaque("a b")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.c, true",
    "aa.bb.cc, true",
    "a.b., true",
    ".b.c, false",
    "a..c, false",
    "a..., false",
    "a.b.c.d, false",
    "a.b.c., false",
    "a.b, false",
    "a, false",
    "'', false",
    "'..', false"
  })
  void signedTokenHasThreeParts(String token, boolean maybe) {
    assertThat(BearerToken.maybeSigned(token)).isEqualTo(maybe);
  }
}
