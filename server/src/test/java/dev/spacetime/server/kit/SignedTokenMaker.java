package dev.spacetime.server.kit;

import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes signed tokens by hand, right ones and wrong ones. */
public final class SignedTokenMaker {
  private static final String HEADER = "{'alg':'HS256','kid':'kit'}";
  private static final byte[] KEY =
      "a key of the kit with 256 bits..".getBytes(StandardCharsets.UTF_8);

  private final Path keys;

  public SignedTokenMaker(Path folder) throws IOException {
    this.keys = folder.resolve("keys.json");
    write();
  }

  /** The keys are there. */
  public void write() throws IOException {
    write(KEY);
  }

  /** The keys have been replaced. */
  public void writeOther() throws IOException {
    byte[] other = KEY.clone();
    other[0]++;
    write(other);
  }

  private void write(byte[] key) throws IOException {
    String set = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"kit\",\"k\":\"" + base64(key) + "\"}]}";
    DurableFile.write(keys, set.getBytes(StandardCharsets.UTF_8), true);
  }

  public Path keys() {
    return keys;
  }

  public SignedTokenRules rules() {
    return new SignedTokenRules(keys, "HS256", "kit", "spacetime", "role");
  }

  /**
   * @param role whose token it is
   */
  public String valid(String subject, String role) {
    return signed(HEADER, claims(subject, role));
  }

  public String signed(String header, String claims) {
    return signed(header, claims, KEY);
  }

  /** Signed under a shared secret, whatever the header says. */
  public static String signed(String header, String claims, byte[] secret) {
    String content = content(header, claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What is signed. */
  public static String content(String header, String claims) {
    return base64(header) + "." + base64(claims);
  }

  public String unsigned(String claims) {
    return base64("{'alg':'none'}") + "." + base64(claims) + ".";
  }

  public static String header() {
    return HEADER;
  }

  public static String claims(String subject, String role) {
    long end = TestPlatform.NOW.plusSeconds(60).getEpochSecond();
    return "{'iss':'kit','aud':'spacetime','sub':'%s','role':'%s','exp':%d}"
        .formatted(subject, role, end);
  }

  // Single quotes read better in a test.
  private static String base64(String json) {
    return base64(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
