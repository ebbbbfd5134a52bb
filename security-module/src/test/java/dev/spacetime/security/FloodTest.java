package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers by the hundred thousand: memory stays bounded and who is known stays known. {@code
 * -Dspacetime.flood=1000000} says how many there are.
 */
class FloodTest {
  private static final int FLOOD = Integer.getInteger("spacetime.flood", 100_000);
  private static final int ADDRESSES = 1_000_000;
  private static final int WRONG_TOKENS_MAX = 1_000;
  private static final long HEAP_BYTES_MORE_MAX = 8L << 20;
  private static final long BUCKETS_BYTES_MAX = 64L << 20;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final String KEY = "a shared key of 256 bits at least";

  @TempDir Path folder;

  private final Random random = new Random(42);
  private final AtomicInteger signaturesChecked = new AtomicInteger();

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The real check, counted. */
  private SignedTokens verifier() throws Exception {
    Path keys = folder.resolve("keys");
    String set =
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"%s\"}]}"
            .formatted(base64(KEY.getBytes(StandardCharsets.US_ASCII)));
    Files.writeString(keys, set);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    SignedTokens real =
        SignedTokenVerifier.open(
            new SignedTokenRules(keys, "HS256", "issuer", "spacetime", "role"), CLOCK);
    return new SignedTokens() {
      @Override
      public Verdict check(String token) {
        signaturesChecked.incrementAndGet();
        return token.equals("a.valid.one")
            ? new Verdict(Optional.of(new Principal("valid", Role.READER)), Instant.MAX)
            : real.check(token);
      }

      @Override
      public long generation() {
        return real.generation();
      }
    };
  }

  private static ApiRequest request(String token) {
    return new ApiRequest(
        Method.GET,
        "/scene",
        "",
        HeaderFields.of("Authorization", "Bearer " + token),
        RequestBody.EMPTY,
        new ClientAddress("192.0.2.1"),
        "id");
  }

  // One in four is worth the whole check of a signature.
  private String wrongToken(int number) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = base64(bytes);
    String header = base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII));
    return number % 4 == 0 ? header + ".e30." + secret : "st_" + secret;
  }

  private static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void wrongTokensPushOutNoRightOne() throws Exception {
    List<TokenRecord> tokens =
        List.of(
            TokenRecord.unlimited(
                "known", Role.READER, HexFormat.of().formatHex(BearerToken.sha256("known")), NOW));
    BoundedCheckCache good = new BoundedCheckCache(100);
    BoundedCheckCache bad = new BoundedCheckCache(WRONG_TOKENS_MAX);
    SignedTokens verifier = verifier();
    List<Authenticator> both =
        List.of(
            new PlainAuthenticator(() -> tokens, verifier, CLOCK),
            new IndexedAuthenticator(
                () -> tokens, new CachedSignedTokens(verifier, good, bad, CLOCK), CLOCK));
    for (Authenticator authenticator : both) {
      assertThat(authenticator.authenticate(request("a.valid.one"))).isPresent();
      long before = liveHeapBytes();
      for (int i = 0; i < FLOOD; i++) {
        assertThat(authenticator.authenticate(request(wrongToken(i)))).isEmpty();
      }
      long more = liveHeapBytes() - before;
      System.out.printf(
          "flood: %s, %d wrong tokens, %+d KB of heap, %d verdicts kept%n",
          authenticator.getClass().getSimpleName(), FLOOD, more >> 10, good.size() + bad.size());
      assertThat(more).isLessThan(HEAP_BYTES_MORE_MAX);
      assertThat(authenticator.authenticate(request("known"))).isPresent();
    }
    assertThat(bad.size()).isEqualTo(WRONG_TOKENS_MAX);
    int checked = signaturesChecked.get();
    assertThat(both.get(1).authenticate(request("a.valid.one"))).isPresent();
    assertThat(signaturesChecked).hasValue(checked);
  }

  @Test
  void addressesFillABoundedMap() {
    TokenBuckets buckets = new TokenBuckets(RateLimits.DEFAULT, () -> 0);
    long before = liveHeapBytes();
    for (int i = 0; i < ADDRESSES; i++) {
      ClientAddress address =
          new ClientAddress("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
      assertThat(buckets.take(Endpoint.SCENE_CURRENT, address).allowed()).isTrue();
    }
    long more = liveHeapBytes() - before;
    System.out.printf(
        "flood: %d addresses, %d buckets, %+d KB of heap%n", ADDRESSES, buckets.size(), more >> 10);
    assertThat(buckets.size()).isEqualTo(TokenBuckets.BUCKETS_MAX);
    assertThat(more).isLessThan(BUCKETS_BYTES_MAX);
  }

  @Test
  void addressesOfOneNetworkShareABucket() {
    TokenBuckets buckets = new TokenBuckets(RateLimits.DEFAULT, () -> 0);
    int allowed = 0;
    for (int i = 0; i < FLOOD; i++) {
      String address =
          "2001:db8:1:2:" + Integer.toHexString(i >> 16) + "::" + Integer.toHexString(i & 0xffff);
      allowed += buckets.take(Endpoint.SCENE_CURRENT, new ClientAddress(address)).allowed() ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(RateLimits.DEFAULT.scene());
    assertThat(buckets.size()).isEqualTo(1);
  }
}
