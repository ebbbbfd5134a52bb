package dev.spacetime.server.platform;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names a request: the client's own name for it if it is harmless, else a new one. */
public final class RequestId {
  /** The header field of a request and its answer. */
  public static final String FIELD = "X-Request-Id";

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /**
   * The name of a request.
   *
   * @param offered what the client calls it
   */
  public static String of(Optional<String> offered) {
    return offered.filter(id -> WELL_FORMED.matcher(id).matches()).orElseGet(RequestId::random);
  }

  private static String random() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
