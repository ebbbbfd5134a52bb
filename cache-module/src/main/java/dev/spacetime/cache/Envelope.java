package dev.spacetime.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An entry as bytes: version, codec version, run, times, value, and a CRC-32C (RFC 3720, appendix
 * B.4) over the key and all of it. So a flipped bit, a torn write and a value under another's key
 * are all found out.
 *
 * @param run of the program, a random number: what another run wrote is to be rechecked
 */
record Envelope<K, V>(Encoding<K, V> encoding, long run) {
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 1 + Integer.BYTES + 4 * Long.BYTES;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  byte[] seal(String key, Held<V> held) {
    byte[] value = encoding.values().encode().apply(held.value());
    ByteBuffer sealed = ByteBuffer.allocate(HEAD_BYTES + value.length + CHECKSUM_BYTES);
    sealed.put(VERSION).putInt(encoding.values().version()).putLong(run);
    sealed.putLong(held.storedMillis());
    sealed.putLong(held.freshUntilMillis()).putLong(held.keptUntilMillis());
    sealed.put(value);
    sealed.putInt(checksum(key, sealed.array()));
    return sealed.array();
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes that were sealed for this key
   * @throws RuntimeException of the codec, when it can't read what is whole
   */
  Held<V> open(String key, byte[] sealed) {
    if (sealed.length < HEAD_BYTES + CHECKSUM_BYTES) {
      throw new IllegalArgumentException("An entry is shorter than its head");
    }
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    if (bytes.getInt(sealed.length - CHECKSUM_BYTES) != checksum(key, sealed)) {
      throw new IllegalArgumentException("An entry's checksum is wrong");
    }
    if (bytes.get() != VERSION || bytes.getInt() != encoding.values().version()) {
      throw new IllegalArgumentException("An entry is of another version");
    }
    long storedBy = bytes.getLong();
    long storedMillis = bytes.getLong();
    long freshUntilMillis = bytes.getLong();
    long keptUntilMillis = bytes.getLong();
    byte[] value = new byte[bytes.remaining() - CHECKSUM_BYTES];
    bytes.get(value);
    Held<V> held =
        Held.of(
            encoding.values().decode().apply(value),
            storedMillis,
            freshUntilMillis,
            keptUntilMillis);
    return storedBy == run ? held : held.ofFormerRun();
  }

  private static int checksum(String key, byte[] sealed) {
    CRC32C checksum = new CRC32C();
    checksum.update(Utf8.encode(key));
    checksum.update(sealed, 0, sealed.length - CHECKSUM_BYTES);
    return (int) checksum.getValue();
  }
}
