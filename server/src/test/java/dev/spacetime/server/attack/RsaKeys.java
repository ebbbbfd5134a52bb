package dev.spacetime.server.attack;

import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.server.kit.SignedTokenMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** A pair of keys, the public one of which everybody knows. */
final class RsaKeys {
  private final KeyPair pair;
  private final Path file;
  private final String pem;

  RsaKeys(Path folder) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    this.pair = generator.generateKeyPair();
    this.pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    this.file = Files.writeString(folder.resolve("key.pem"), pem);
  }

  SignedTokenRules rules() {
    return new SignedTokenRules(file, "RS256", "kit", "spacetime", "role");
  }

  String signed(String claims) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    String content = SignedTokenMaker.content("{'alg':'RS256'}", claims);
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  /** All that a careless verifier may take for the secret of an HMAC. */
  List<byte[]> publicForms() {
    return List.of(
        pem.getBytes(StandardCharsets.US_ASCII),
        pem.strip().getBytes(StandardCharsets.US_ASCII),
        pair.getPublic().getEncoded());
  }
}
