package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The time of a refusal tells nothing of how near the token was. */
class ConstantTimeTest {
  private static final double LEAK = 10;

  // Everybody knows it, and an underscore takes its own time to be found well formed.
  private static final String PREFIX = "st_";
  private static final int RANDOM_LENGTH = 43;
  private static final String SECRET = PREFIX + "k".repeat(RANDOM_LENGTH);
  private static final byte[] DIGEST = BearerToken.sha256(SECRET);

  /** How much of the right one a wrong one has in common: none, half, all but the last byte. */
  private static final int[] SHARED = {0, 16, 31};

  private final TokenDirectory directory =
      () ->
          List.of(
              TokenRecord.unlimited(
                  "one", Role.READER, HexFormat.of().formatHex(DIGEST), Instant.EPOCH));

  @Test
  void comparisonTakesTheSameTime() {
    List<TokenRecord> tokens = directory.tokens();
    PlainAuthenticator plain =
        new PlainAuthenticator(() -> tokens, SignedTokens.NONE, InstantSource.fixed(Instant.EPOCH));
    for (double t : leaks("comparison", digest -> plain.find(digest).isPresent(), this::digest)) {
      assertThat(Math.abs(t)).isLessThan(LEAK);
    }
  }

  @Test
  void authenticationTakesTheSameTime() {
    List<TokenRecord> tokens = directory.tokens();
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    for (Authenticator authenticator :
        List.of(
            new PlainAuthenticator(() -> tokens, SignedTokens.NONE, clock),
            new IndexedAuthenticator(() -> tokens, SignedTokens.NONE, clock))) {
      String name = authenticator.getClass().getSimpleName();
      for (double t :
          leaks(name, one -> authenticator.authenticate(one).isPresent(), this::request)) {
        assertThat(Math.abs(t)).as(name).isLessThan(LEAK);
      }
    }
  }

  @Test
  void comparisonThatEndsEarlyIsFound() {
    for (double t : leaks("planted early exit", ConstantTimeTest::endsEarly, this::digest)) {
      assertThat(Math.abs(t)).isGreaterThan(LEAK);
    }
  }

  private static boolean endsEarly(byte[] digest) {
    for (int i = 0; i < DIGEST.length; i++) {
      if (digest[i] != DIGEST[i]) {
        return false;
      }
    }
    return true;
  }

  private static <T> double[] leaks(String name, Predicate<T> check, Function<Integer, T> input) {
    double[] leaks = new double[SHARED.length - 1];
    for (int i = 0; i < leaks.length; i++) {
      int shared = SHARED[i + 1];
      leaks[i] = TimingLeak.between(check, () -> input.apply(SHARED[0]), () -> input.apply(shared));
      System.out.printf("timing: %s, %d bytes shared: t = %.2f%n", name, shared, leaks[i]);
    }
    return leaks;
  }

  private byte[] digest(int shared) {
    byte[] digest = DIGEST.clone();
    for (int i = shared; i < digest.length; i++) {
      digest[i] ^= 0x55;
    }
    return digest;
  }

  private ApiRequest request(int shared) {
    int kept = RANDOM_LENGTH * shared / 32;
    String token = PREFIX + "k".repeat(kept) + "w".repeat(RANDOM_LENGTH - kept);
    return new ApiRequest(
        Method.GET,
        "/scene",
        "",
        HeaderFields.of("Authorization", "Bearer " + token),
        RequestBody.EMPTY,
        new ClientAddress("127.0.0.1"),
        "id");
  }
}
