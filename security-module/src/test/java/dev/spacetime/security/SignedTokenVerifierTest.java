package dev.spacetime.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.spacetime.access.Principal;
import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens.Verdict;
import dev.spacetime.api.ApiException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class SignedTokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant END = NOW.plusSeconds(60);
  private static RSAKey rsa;
  private static RSAKey otherRsa;
  private static ECKey ec;
  private static OctetSequenceKey secret;

  @TempDir Path folder;

  private Instant now = NOW;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = new RSAKeyGenerator(2_048).keyID("one").generate();
    otherRsa = new RSAKeyGenerator(2_048).keyID("two").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    secret = new OctetSequenceKeyGenerator(256).keyID("hs").generate();
  }

  private SignedTokenVerifier verifier(String algorithm, String keys) throws Exception {
    Path file = folder.resolve("keys");
    Files.writeString(file, keys);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return SignedTokenVerifier.open(
        new SignedTokenRules(file, algorithm, "https://issuer", "spacetime", "roles"), () -> now);
  }

  private SignedTokenVerifier verifier() throws Exception {
    return verifier("RS256", set(rsa));
  }

  private static String set(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(false);
  }

  private static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("someone@example.org")
        .issuer("https://issuer")
        .audience(List.of("other", "spacetime"))
        .expirationTime(Date.from(END))
        .claim("roles", List.of("reader", "admin"));
  }

  private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
      throws Exception {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String signed(RSAKey key, JWTClaimsSet claims) throws Exception {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
        new RSASSASigner(key),
        claims);
  }

  private Optional<Principal> decide(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    return verifier().check(signed(rsa, change.apply(claims()).build())).principal();
  }

  @Test
  void wholeTokenHasItsOwnerUntilItsEnd() throws Exception {
    String token = signed(rsa, claims().build());
    SignedTokenVerifier verifier = verifier();
    assertThat(verifier.check(token))
        .isEqualTo(
            new Verdict(Optional.of(new Principal("someone@example.org", Role.READER)), END));
    now = END.minusMillis(1);
    assertThat(verifier.check(token).principal()).isPresent();
    now = END;
    assertThat(verifier.check(token)).isEqualTo(new Verdict(Optional.empty(), Instant.MAX));
  }

  /** RFC 8725, section 3.10: a header's own keys prove nothing. */
  @Test
  void keysThatATokenBringsAreIgnored() throws Exception {
    for (JWSHeader.Builder header :
        List.of(
            new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(otherRsa.toPublicJWK()),
            new JWSHeader.Builder(JWSAlgorithm.RS256).jwkURL(URI.create("https://a.example/k")),
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .x509CertURL(URI.create("https://a.example/c")))) {
      JWSHeader known = header.keyID(rsa.getKeyID()).build();
      assertThat(verifier().check(signed(known, new RSASSASigner(otherRsa), claims().build())))
          .isEqualTo(new Verdict(Optional.empty(), Instant.MAX));
    }
  }

  @Test
  void roleIsOneTextOrTheHighestOfAList() throws Exception {
    assertThat(decide(claims -> claims.claim("roles", "operator")))
        .map(Principal::role)
        .contains(Role.OPERATOR);
    assertThat(decide(claims -> claims.claim("roles", List.of("reader", "operator"))))
        .map(Principal::role)
        .contains(Role.OPERATOR);
    for (Object none : new Object[] {List.of(), "OPERATOR", List.of(1), true, "reader operator"}) {
      assertThat(decide(claims -> claims.claim("roles", none))).as("%s", none).isEmpty();
    }
    assertThat(decide(claims -> claims.claim("roles", null))).isEmpty();
  }

  @Test
  void wrongOrMissingClaimsAreRefused() throws Exception {
    List<UnaryOperator<JWTClaimsSet.Builder>> wrong =
        List.of(
            claims -> claims.audience("other"),
            claims -> claims.audience((String) null),
            claims -> claims.issuer("https://issuer/"),
            claims -> claims.issuer(null),
            claims -> claims.expirationTime(null),
            claims -> claims.expirationTime(Date.from(NOW)),
            claims -> claims.expirationTime(Date.from(NOW.minusSeconds(3_600))),
            claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(1))),
            claims -> claims.subject(null),
            claims -> claims.subject(""),
            claims -> claims.subject("a\nb"));
    for (int i = 0; i < wrong.size(); i++) {
      assertThat(decide(wrong.get(i))).as("case %s", i).isEmpty();
    }
  }

  @Test
  void earlyTokenIsRefusedUntilItBegins() throws Exception {
    String token = signed(rsa, claims().notBeforeTime(Date.from(NOW.plusSeconds(10))).build());
    SignedTokenVerifier verifier = verifier();
    Verdict early = verifier.check(token);
    assertThat(early.principal()).isEmpty();
    assertThat(early.until()).isAfter(NOW).isBefore(NOW.plusSeconds(11));
    now = early.until();
    assertThat(verifier.check(token).principal()).isPresent();
  }

  @Test
  void unsignedTokenIsRefused() throws Exception {
    String none = new PlainJWT(claims().build()).serialize();
    String body = signed(rsa, claims().build());
    String[] parts = body.split("\\.", -1);
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    for (String token :
        List.of(
            none,
            none + "a",
            header + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(1),
            parts[0] + "." + parts[1] + "x." + parts[2],
            "a.b.c",
            "..",
            "")) {
      assertThat(verifier().check(token).principal()).as(token).isEmpty();
    }
  }

  @Test
  void publicKeyIsNoSecret() throws Exception {
    byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
    for (String keys : List.of(set(rsa.toPublicJWK()), pem(publicKey), set(rsa, secret))) {
      for (byte[] guessed : List.of(publicKey, pem(publicKey).getBytes(UTF_8))) {
        String token =
            signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                new MACSigner(guessed),
                claims().build());
        assertThat(verifier("RS256", keys).check(token).principal()).isEmpty();
      }
    }
    String other =
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("hs").build(),
            new MACSigner(secret),
            claims().build());
    assertThat(verifier("RS256", set(rsa, secret)).check(other).principal()).isEmpty();
  }

  @Test
  void keyInTheTokenIsNotBelieved() throws Exception {
    for (JWSHeader header :
        List.of(
            new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(otherRsa.toPublicJWK()).build(),
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("one")
                .jwk(otherRsa.toPublicJWK())
                .build())) {
      String token = signed(header, new RSASSASigner(otherRsa), claims().build());
      assertThat(verifier().check(token).principal()).isEmpty();
    }
  }

  @Test
  void unknownKeyIsRefused() throws Exception {
    String token = signed(otherRsa, claims().build());
    assertThat(verifier().check(token).principal()).isEmpty();
    assertThat(verifier("RS256", set(rsa, otherRsa)).check(token).principal()).isPresent();
  }

  @Test
  void tokenOfAnotherTypeIsRefused() throws Exception {
    for (String type : List.of("at+jwt", "JWT", "jwt", "dpop+jwt", "secevent+jwt")) {
      String token =
          signed(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("one")
                  .type(new JOSEObjectType(type))
                  .build(),
              new RSASSASigner(rsa),
              claims().build());
      assertThat(verifier().check(token).principal().isPresent())
          .as(type)
          .isEqualTo(!type.contains("d") && !type.contains("secevent"));
    }
  }

  @Test
  void eachAlgorithmReadsItsKeys() throws Exception {
    JWTClaimsSet claims = claims().build();
    JWSHeader es = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build();
    String elliptic = signed(es, new ECDSASigner(ec), claims);
    assertThat(verifier("ES256", set(rsa, ec)).check(elliptic).principal()).isPresent();
    assertThat(verifier("ES256", pem(ec.toECPublicKey().getEncoded())).check(elliptic).principal())
        .isPresent();
    JWSHeader hs = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("hs").build();
    String shared = signed(hs, new MACSigner(secret), claims);
    assertThat(verifier("HS256", set(secret)).check(shared).principal()).isPresent();
    JWSHeader ps = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("one").build();
    String padded = signed(ps, new RSASSASigner(rsa), claims);
    assertThat(verifier("PS256", set(rsa)).check(padded).principal()).isPresent();
    assertThat(verifier("RS256", set(rsa)).check(padded).principal()).isEmpty();
    String plain = signed(rsa, claims);
    assertThat(verifier("RS256", pem(rsa.toRSAPublicKey().getEncoded())).check(plain).principal())
        .isPresent();
  }

  @Test
  void keysThatDoNotFitAreRefusedAtTheStart() throws Exception {
    String shortRsa = set(new RSAKeyGenerator(1_024, true).keyID("s").generate());
    assertThatThrownBy(() -> verifier("RS256", shortRsa))
        .isInstanceOf(TokenStoreException.class)
        .hasMessageContaining("must hold");
    for (String keys :
        List.of("", "{}", "{\"keys\":[]}", "-----BEGIN PUBLIC KEY-----", set(ec), set(secret))) {
      assertThatThrownBy(() -> verifier("RS256", keys)).isInstanceOf(TokenStoreException.class);
    }
    assertThatThrownBy(() -> verifier("HS256", pem(rsa.toRSAPublicKey().getEncoded())))
        .isInstanceOf(TokenStoreException.class);
    assertThatThrownBy(() -> verifier("none", set(rsa)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keyThatSignsIsReadFromItsOwnersFileOnly() throws Exception {
    for (JWK key : List.of(rsa, secret)) {
      String algorithm = key.equals(rsa) ? "RS256" : "HS256";
      SignedTokenVerifier verifier = verifier(algorithm, set(key));
      replace(set(key));
      Files.setPosixFilePermissions(
          folder.resolve("keys"), PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> verifier.check("a.b.c")).isInstanceOf(ApiException.class);
    }
    SignedTokenVerifier verifier = verifier();
    replace(set(rsa.toPublicJWK()));
    Files.setPosixFilePermissions(
        folder.resolve("keys"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(verifier.check(signed(rsa, claims().build())).principal()).isPresent();
  }

  @Test
  void replacedKeyCountsAtOnce() throws Exception {
    String token = signed(rsa, claims().build());
    SignedTokenVerifier verifier = verifier();
    long before = verifier.generation();
    assertThat(verifier.generation()).isEqualTo(before);
    replace(set(otherRsa.toPublicJWK()));
    assertThat(verifier.generation()).isNotEqualTo(before);
    assertThat(verifier.check(token).principal()).isEmpty();
    assertThat(verifier.check(signed(otherRsa, claims().build())).principal()).isPresent();
  }

  @Test
  void fileIsLookedAtOnceInAWhile() throws Exception {
    String token = signed(rsa, claims().build());
    SignedTokenVerifier verifier = verifier();
    Files.delete(folder.resolve("keys"));
    now = NOW.plus(KeyFile.LOOK_INTERVAL).minusNanos(1);
    assertThat(verifier.check(token).principal()).isPresent();
    now = NOW.minus(KeyFile.LOOK_INTERVAL);
    // A clock that is set back must not make it blind.
    assertThatThrownBy(() -> verifier.check(token)).isInstanceOf(ApiException.class);
  }

  @Test
  void withoutKeysNothingIsDecided() throws Exception {
    String token = signed(rsa, claims().build());
    SignedTokenVerifier verifier = verifier();
    long before = verifier.generation();
    String keys = Files.readString(folder.resolve("keys"));
    Files.delete(folder.resolve("keys"));
    assertThat(verifier.check(token).principal()).isPresent();
    now = now.plus(KeyFile.LOOK_INTERVAL);
    assertThatThrownBy(() -> verifier.check(token))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("can't be checked now");
    // What was decided before still holds.
    assertThat(verifier.generation()).isEqualTo(before);
    replace(keys);
    assertThat(verifier.check(token).principal()).isPresent();
    long again = verifier.generation();
    replace("damaged");
    assertThatThrownBy(() -> verifier.check(token)).isInstanceOf(ApiException.class);
    assertThat(verifier.generation()).isEqualTo(again).isNotEqualTo(before);
  }

  private void replace(String keys) throws Exception {
    Path next = Files.writeString(folder.resolve("next"), keys);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    Files.move(next, folder.resolve("keys"), StandardCopyOption.ATOMIC_MOVE);
    now = now.plus(KeyFile.LOOK_INTERVAL);
  }
}
