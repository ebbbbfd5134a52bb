package dev.spacetime.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's certificate and its key, as files of the operator.
 *
 * @param certificate PEM (RFC 7468), the server's own first, then those that lead to its authority
 * @param key PEM of PKCS #8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----");

  /** Files that can't be used, and why, for the operator. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message);
    }
  }

  /**
   * Reads both.
   *
   * @throws UnusableException when one is missing, is none, or they don't belong together
   */
  public KeyStore open() throws UnusableException {
    List<Certificate> chain = chain();
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey privateKey = privateKey(publicKey.getAlgorithm());
    try {
      if (!belongTogether(publicKey, privateKey)) {
        throw new UnusableException("the key in " + key + " is not that of the certificate");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey, new char[0], chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException unusable) {
      throw new UnusableException("the certificate and the key can't be used for TLS");
    }
  }

  private List<Certificate> chain() throws UnusableException {
    try (InputStream in = Files.newInputStream(certificate)) {
      List<Certificate> chain =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (chain.isEmpty()) {
        throw new UnusableException(certificate + " holds no certificate in PEM");
      }
      return chain;
    } catch (IOException unreadable) {
      throw new UnusableException(certificate + " can't be read");
    } catch (GeneralSecurityException malformed) {
      throw new UnusableException(certificate + " holds no certificate in PEM");
    }
  }

  private PrivateKey privateKey(String algorithm) throws UnusableException {
    String text;
    try {
      text = Files.readString(key, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UnusableException(key + " can't be read");
    }
    Matcher pem = KEY.matcher(text);
    if (!pem.find()) {
      throw new UnusableException(noKey(text));
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new UnusableException(key + " holds no " + algorithm + " key");
    }
  }

  private String noKey(String text) {
    Matcher other = OTHER_KEY.matcher(text);
    return other.find()
        ? "%s holds a key of the kind %s; 'openssl pkcs8 -topk8 -nocrypt' makes it one that can be used"
            .formatted(key, other.group(1))
        : key + " holds no private key in PEM";
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    Optional<String> algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> Optional.of("SHA256withRSA");
          case "EC" -> Optional.of("SHA256withECDSA");
          case "EdDSA", "Ed25519", "Ed448" -> Optional.of("EdDSA");
          default -> Optional.empty();
        };
    if (algorithm.isEmpty()) {
      throw new GeneralSecurityException(publicKey.getAlgorithm());
    }
    byte[] message = "anything".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm.get());
    signature.initSign(privateKey);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed);
  }
}
