package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestGuardTest {
  private static final List<TokenRecord> TOKENS =
      Stream.of(Role.values()).map(RequestGuardTest::token).toList();

  private final RequestGuard guard =
      new RequestGuard(
          new PlainAuthenticator(() -> TOKENS, SignedTokens.NONE, InstantSource.system()),
          new TokenBuckets(RateLimits.DEFAULT, () -> 0));

  private static TokenRecord token(Role role) {
    return TokenRecord.unlimited(
        role.name(),
        role,
        HexFormat.of().formatHex(BearerToken.sha256("secret-of-" + role)),
        Instant.EPOCH);
  }

  private static ApiRequest request(Endpoint endpoint, String secret) {
    return new ApiRequest(
        endpoint.method(),
        endpoint.path(),
        "",
        HeaderFields.of("Authorization", "Bearer " + secret),
        RequestBody.EMPTY,
        new ClientAddress("192.0.2.1"),
        "id");
  }

  private Admission admit(Endpoint endpoint, Role role) {
    return guard.admit(endpoint, request(endpoint, "secret-of-" + role));
  }

  private ApiResponse refusal(Endpoint endpoint, String secret) {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> guard.admit(endpoint, request(endpoint, secret)));
    assertThat(refused).isNotNull();
    return refused.answer();
  }

  private static String body(ApiResponse answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void roleDecidesOnEveryEndpoint(Endpoint endpoint) {
    assertThat(admit(endpoint, Role.OPERATOR).principal().role())
        .isEqualTo(endpoint.access() == Access.PUBLIC ? Role.READER : Role.OPERATOR);
    if (endpoint.access() == Access.OPERATOR) {
      ApiResponse refused = refusal(endpoint, "secret-of-READER");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(body(refused)).contains("\"Forbidden\"", "operator");
    } else {
      assertThat(admit(endpoint, Role.READER).principal().role()).isEqualTo(Role.READER);
    }
  }

  @Test
  void healthChecksNeedNothingAndTakeNothing() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(guard.admit(Endpoint.HEALTH_LIVE, request(Endpoint.HEALTH_LIVE, "wrong")))
          .isEqualTo(new Admission(Principal.ANONYMOUS, List.of()));
    }
  }

  @Test
  void refusalsBeforeTheLimitTakeNothingAndTellIt() {
    for (int i = 0; i < 100; i++) {
      ApiResponse stranger = refusal(Endpoint.SCENE_LOAD, "wrong");
      assertThat(stranger.status()).isEqualTo(401);
      assertThat(stranger.header("WWW-Authenticate")).contains("Bearer");
      assertThat(stranger.headers().all("RateLimit")).containsExactly("\"default\";r=30;t=2");
      ApiResponse reader = refusal(Endpoint.SCENE_LOAD, "secret-of-READER");
      assertThat(reader.status()).isEqualTo(403);
      assertThat(reader.headers().all("RateLimit-Policy")).containsExactly("\"default\";q=30;w=60");
    }
    assertThat(admit(Endpoint.SCENE_LOAD, Role.OPERATOR).fields().toString()).contains("r=29;t=2");
  }

  @Test
  void exceededLimitSaysWhenToComeAgain() {
    for (int i = 0; i < 20; i++) {
      admit(Endpoint.SCENE_RELOAD, Role.OPERATOR);
    }
    ApiResponse refused = refusal(Endpoint.SCENE_RELOAD, "secret-of-OPERATOR");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).contains("3");
    assertThat(refused.header("RateLimit")).contains("\"default\";r=0;t=3");
    assertThat(body(refused))
        .startsWith("{\"error\":\"Too Many Requests\",\"message\":\"")
        .endsWith("\",\"retry_after\":3}");
  }

  @Test
  void authenticationComesBeforeTheLimit() {
    for (int i = 0; i < 20; i++) {
      admit(Endpoint.SCENE_RELOAD, Role.OPERATOR);
    }
    assertThat(refusal(Endpoint.SCENE_RELOAD, "wrong").status()).isEqualTo(401);
    assertThat(refusal(Endpoint.SCENE_RELOAD, "secret-of-READER").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, false",
    "https://SpaceTime.example, spacetime.example, false",
    "http://localhost:8081, localhost:8080, true",
    "http://evil.example, localhost:8080, true",
    "http://localhost:8080.evil.example, localhost:8080, true",
    "null, localhost:8080, true",
    "'', localhost:8080, true",
    "http://, '', true",
    "http://localhost:8080, , true"
  })
  void foreignPageMayNotAsk(String origin, @Nullable String host, boolean refused) {
    List<Header> fields = new ArrayList<>();
    fields.add(new Header("Authorization", "Bearer secret-of-OPERATOR"));
    fields.add(new Header("Origin", origin));
    if (host != null) {
      fields.add(new Header("Host", host));
    }
    assertThat(PageOrigin.isForeign(HeaderFields.of(fields))).isEqualTo(refused);
    fields.add(new Header("Origin", origin));
    assertThat(PageOrigin.isForeign(HeaderFields.of(fields))).isTrue();
  }
}
