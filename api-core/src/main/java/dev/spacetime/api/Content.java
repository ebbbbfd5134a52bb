package dev.spacetime.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body's bytes and what follows from them, worked out when it is first asked for and dropped with
 * them. Immutable as long as nobody writes to the array.
 */
public final class Content {
  public static final Content NONE = new Content(new byte[0]);

  private static final int TAG_BYTES = 16;

  private final byte[] bytes;
  private volatile @Nullable String tag;
  private volatile boolean kept;
  private volatile @Nullable Object forms;

  public Content(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /**
   * The opaque tag of these bytes (RFC 9110, section 8.8.3), without quotes: the first 128 bits of
   * their SHA-256 in base64url. Whoever holds the same bytes makes the same tag, so a client's copy
   * stays valid when another variant or another process answers.
   */
  public String tag() {
    String known = tag;
    if (known == null) {
      known = Base64.getUrlEncoder().withoutPadding().encodeToString(digest());
      tag = known;
    }
    return known;
  }

  /** Whether it will be given again, so that work on it is worth being kept. */
  public boolean isKept() {
    return kept;
  }

  /** What is kept beside the bytes, made once; two threads may make it, one counts. */
  public <F> F forms(Class<F> type, Supplier<F> make) {
    Object made = forms;
    return type.isInstance(made) ? type.cast(made) : makeForms(type, make);
  }

  void keep() {
    kept = true;
  }

  private synchronized <F> F makeForms(Class<F> type, Supplier<F> make) {
    Object made = forms;
    if (type.isInstance(made)) {
      return type.cast(made);
    }
    F fresh = make.get();
    forms = fresh;
    return fresh;
  }

  private byte[] digest() {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
