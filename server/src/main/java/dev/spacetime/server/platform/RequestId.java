package dev.spacetime.server.platform;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names a request: the client's own name for it if it is harmless, else a new one. */
public final class RequestId {
  /** The header field of a request and its answer. */
  public static final String FIELD = "X-Request-Id";

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int HALF = 16;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  // The text takes a copy of it.
  private static final ThreadLocal<byte[]> SCRATCH =
      ThreadLocal.withInitial(() -> new byte[2 * HALF]);

  private RequestId() {}

  /**
   * The name of a request.
   *
   * @param offered what the client calls it
   */
  public static String of(Optional<String> offered) {
    return offered.filter(id -> WELL_FORMED.matcher(id).matches()).orElseGet(RequestId::random);
  }

  // A name and no secret: that nobody else has it is enough.
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] id = SCRATCH.get();
    putHex(id, 0, random.nextLong());
    putHex(id, HALF, random.nextLong());
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private static void putHex(byte[] target, int begin, long value) {
    for (int i = 0; i < HALF; i++) {
      target[begin + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0xf];
    }
  }
}
