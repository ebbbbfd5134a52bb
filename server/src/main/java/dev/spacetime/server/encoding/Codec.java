package dev.spacetime.server.encoding;

/** Makes a body smaller. Thread-safe; the same bytes and level always give the same. */
@FunctionalInterface
public interface Codec {
  byte[] encode(byte[] bytes, int level);
}
