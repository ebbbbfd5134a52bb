package dev.spacetime.perf;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.security.BoundedCheckCache;
import dev.spacetime.security.CachedSignedTokens;
import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.security.SignedTokenVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a cache of checks is worth: each kind of token checked every time, and answered from the
 * cache. An opaque token's check is a digest and a look-up, so it shows whether a cache that needs
 * a keyed hash for its own key could ever be faster.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenCheckBenchmark {
  private static final int TOKENS = 1_000;

  @Param({"opaque", "ES256", "RS256"})
  public String kind = "opaque";

  private Path folder = Path.of("");
  private String token = "";
  private SignedTokens checked = SignedTokens.NONE;
  private SignedTokens kept = SignedTokens.NONE;

  @Setup
  public void prepare() throws IOException, JOSEException, NoSuchAlgorithmException {
    folder = Files.createTempDirectory("token-check");
    switch (kind) {
      case "opaque" -> {
        token = "st_" + "k".repeat(43);
        checked = new Digests(token);
      }
      case "ES256" -> sign(JWSAlgorithm.ES256);
      default -> sign(JWSAlgorithm.RS256);
    }
    kept =
        new CachedSignedTokens(
            checked, new BoundedCheckCache(10), new BoundedCheckCache(10), InstantSource.system());
    if (check().principal().isEmpty() || !check().equals(cached())) {
      throw new IllegalStateException("The token is refused");
    }
  }

  @TearDown
  public void clear() throws IOException {
    Files.deleteIfExists(folder.resolve("keys.json"));
    Files.delete(folder);
  }

  @Benchmark
  public SignedTokens.Verdict check() {
    return checked.check(token);
  }

  @Benchmark
  public SignedTokens.Verdict cached() {
    return kept.check(token);
  }

  private void sign(JWSAlgorithm algorithm) throws IOException, JOSEException {
    boolean rsa = algorithm.equals(JWSAlgorithm.RS256);
    JWK key =
        rsa ? new RSAKeyGenerator(2_048).generate() : new ECKeyGenerator(Curve.P_256).generate();
    JWSSigner signer = rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey());
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, new JWKSet(key).toString());
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(algorithm),
            new JWTClaimsSet.Builder()
                .issuer("issuer")
                .audience("spacetime")
                .subject("someone")
                .claim("role", "reader")
                .expirationTime(Date.from(Instant.parse("2100-01-01T00:00:00Z")))
                .build());
    jwt.sign(signer);
    token = jwt.serialize();
    checked =
        SignedTokenVerifier.open(
            new SignedTokenRules(keys, algorithm.getName(), "issuer", "spacetime", "role"),
            InstantSource.system());
  }

  /** The check of an opaque token: its digest, looked up among many. */
  private static final class Digests implements SignedTokens {
    private static final Verdict REFUSED = new Verdict(Optional.empty(), Instant.MAX);

    private final Map<ByteBuffer, Verdict> known = new HashMap<>();

    Digests(String token) throws NoSuchAlgorithmException {
      Verdict valid = new Verdict(Optional.of(new Principal("one", Role.READER)), Instant.MAX);
      known.put(digest(token), valid);
      for (int i = 1; i < TOKENS; i++) {
        known.put(digest("other-" + i), valid);
      }
    }

    @Override
    public Verdict check(String token) {
      try {
        return known.getOrDefault(digest(token), REFUSED);
      } catch (NoSuchAlgorithmException everyPlatformHasIt) {
        throw new IllegalStateException(everyPlatformHasIt);
      }
    }

    @Override
    public long generation() {
      return 0;
    }

    private static ByteBuffer digest(String token) throws NoSuchAlgorithmException {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
