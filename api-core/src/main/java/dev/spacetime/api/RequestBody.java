package dev.spacetime.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body, still unread, so that a request refused before its body matters costs no
 * buffer.
 */
@FunctionalInterface
public interface RequestBody {
  RequestBody EMPTY = of(new byte[0]);

  /** The stream of the body as it was sent; may be opened once on a socket. */
  InputStream open() throws IOException;

  static RequestBody of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
