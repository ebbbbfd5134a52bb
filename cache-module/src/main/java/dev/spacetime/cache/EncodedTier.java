package dev.spacetime.cache;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Entries as bytes, off the heap or on disk, bounded by their size. */
final class EncodedTier<K, V> implements Tier<K, V> {
  /** A larger entry stays on the heap alone: Ehcache would throw many out for it, in vain. */
  private static final int ENTRIES_MIN = 64;

  private final KeyCodec<K> keys;
  private final Envelope<K, V> envelope;
  private final GuardedCache<String, byte[]> cache;
  private final EhcacheFigures figures;
  private final long bytesMax;
  private final FailureLog failures;

  EncodedTier(
      Envelope<K, V> envelope,
      GuardedCache<String, byte[]> cache,
      EhcacheFigures figures,
      long bytesMax,
      FailureLog failures) {
    this.keys = envelope.encoding().keys();
    this.envelope = envelope;
    this.cache = cache;
    this.figures = figures;
    this.bytesMax = bytesMax;
    this.failures = failures;
  }

  @Override
  public @Nullable Held<V> get(K key) {
    String text = keys.text().apply(key);
    byte[] sealed = cache.get(text);
    if (sealed == null) {
      return null;
    }
    try {
      return envelope.open(text, sealed);
    } catch (RuntimeException unreadable) {
      failures.failed("reading an entry", unreadable);
      cache.remove(text);
      return null;
    }
  }

  @Override
  public boolean put(K key, Held<V> held) {
    String text = keys.text().apply(key);
    try {
      byte[] sealed = envelope.seal(text, held);
      if (sealed.length <= bytesMax / ENTRIES_MIN) {
        return cache.put(text, sealed);
      }
      cache.remove(text);
      return false;
    } catch (RuntimeException unwritable) {
      failures.failed("writing an entry", unwritable);
      cache.remove(text);
      return false;
    }
  }

  @Override
  public void remove(K key) {
    cache.remove(keys.text().apply(key));
  }

  @Override
  public void forEachKey(Consumer<? super K> action) {
    cache.forEachKey(
        text -> {
          K key = keyOf(text);
          if (key != null) {
            action.accept(key);
          }
        });
  }

  @Override
  public void clear() {
    // To clear an empty tier is not free, and where nothing can be watched it is done all the time.
    if (figures.mappings() > 0 || !cache.trusted()) {
      cache.clear();
    }
  }

  @Override
  public TierStatistics statistics() {
    return new TierStatistics(
        figures.mappings(), 0, figures.bytes(), bytesMax, figures.evictions());
  }

  /** Null for a text that is no key: nobody can ask for its entry, so it may go. */
  private @Nullable K keyOf(String text) {
    try {
      return keys.key().apply(text);
    } catch (RuntimeException unreadable) {
      failures.failed("reading a key", unreadable);
      cache.remove(text);
      return null;
    }
  }
}
