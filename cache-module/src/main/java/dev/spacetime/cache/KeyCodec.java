package dev.spacetime.cache;

import java.util.function.Function;

/**
 * Keys as text, for tiers off the heap and for the list of hot keys. Equal keys have equal texts,
 * and a key's text makes an equal key. Secrets are no keys: their digests are.
 *
 * @param text of a key
 * @param key of a text; throws where no key has this text
 */
public record KeyCodec<K>(Function<? super K, String> text, Function<String, ? extends K> key) {
  public static KeyCodec<String> strings() {
    return new KeyCodec<>(Function.identity(), Function.identity());
  }
}
