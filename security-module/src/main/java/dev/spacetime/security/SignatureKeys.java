package dev.spacetime.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of signatures, and refuses those that don't fit the one algorithm. */
final class SignatureKeys {
  private static final int RSA_BITS_MIN = 2_048;
  private static final int SECRET_BITS_MIN = 256;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private SignatureKeys() {}

  /**
   * @throws TokenStoreException when the bytes are no keys for the algorithm
   */
  static JWSKeySelector<SecurityContext> selector(SignedTokenRules rules, byte[] file) {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(rules.algorithm());
    String text = new String(file, StandardCharsets.UTF_8).strip();
    try {
      if (text.startsWith("-----")) {
        return new SingleKeyJWSKeySelector<>(algorithm, publicKey(text, algorithm));
      }
      JWKSet set = JWKSet.parse(text);
      KeyType type = KeyType.forAlgorithm(algorithm);
      if (set.getKeys().stream().noneMatch(key -> fits(key, type))) {
        throw unfit(rules);
      }
      if (set.getKeys().stream()
          .anyMatch(key -> key.getKeyType().equals(type) && !fits(key, type))) {
        throw new TokenStoreException("a key is too short to be safe");
      }
      if (set.getKeys().stream().anyMatch(JWK::isPrivate)) {
        // Whoever reads such a key can sign with it.
        TokenFiles.requireOwnerOnly(rules.keys());
      }
      return new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(set));
    } catch (IOException unreadable) {
      throw new TokenStoreException(rules.keys() + " can't be read");
    } catch (GeneralSecurityException | ParseException | IllegalArgumentException malformed) {
      throw unfit(rules);
    }
  }

  private static boolean fits(JWK key, KeyType type) {
    if (!key.getKeyType().equals(type)) {
      return false;
    }
    return key instanceof ECKey
        || key.size() >= (type.equals(KeyType.RSA) ? RSA_BITS_MIN : SECRET_BITS_MIN);
  }

  private static PublicKey publicKey(String pem, JWSAlgorithm algorithm)
      throws GeneralSecurityException {
    Matcher block = PEM.matcher(pem);
    if (!block.matches() || JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)) {
      throw new IllegalArgumentException("No public key");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(1));
    String family = JWSAlgorithm.Family.EC.contains(algorithm) ? "EC" : "RSA";
    PublicKey key = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der));
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < RSA_BITS_MIN) {
      throw new TokenStoreException("a key is too short to be safe");
    }
    return key;
  }

  private static TokenStoreException unfit(SignedTokenRules rules) {
    return new TokenStoreException(
        "the file must hold a public key in PEM, or a JWK set with a key for " + rules.algorithm());
  }
}
