package dev.spacetime.cache;

import java.util.function.Function;

/**
 * Values as bytes, for tiers off the heap.
 *
 * @param version of the bytes' meaning; what another version wrote is not read
 * @param decode throws where the bytes are none of a value's
 */
public record ValueCodec<V>(
    int version, Function<? super V, byte[]> encode, Function<byte[], ? extends V> decode) {
  /** Bytes as they are. Nobody may change them afterwards. */
  public static ValueCodec<byte[]> bytes() {
    return new ValueCodec<>(1, Function.identity(), Function.identity());
  }

  /** Text as UTF-8. */
  public static ValueCodec<String> utf8() {
    return new ValueCodec<>(1, Utf8::encode, Utf8::decode);
  }
}
