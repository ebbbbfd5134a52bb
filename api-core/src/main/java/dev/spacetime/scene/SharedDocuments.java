package dev.spacetime.scene;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Parses a file once for all who ask, also at the same time, and forgets the one that was not asked
 * for the longest. It hears of no change: it is for one pass over files that stand still.
 */
final class SharedDocuments implements DocumentSource {
  /** What many scenes instance is asked for again soon. */
  private static final int KEPT_MAX = 1_000;

  private final DocumentSource source;
  private final Map<ResourcePath, FutureTask<ParseResult>> kept =
      new LinkedHashMap<>(KEPT_MAX, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourcePath, FutureTask<ParseResult>> any) {
          return size() > KEPT_MAX;
        }
      };

  SharedDocuments(DocumentSource source) {
    this.source = source;
  }

  @Override
  public boolean exists(ResourcePath path) {
    return source.exists(path);
  }

  @Override
  public ParseResult document(ResourcePath path) {
    FutureTask<ParseResult> parsing = parsing(path);
    // Who comes first parses; the others wait for it.
    parsing.run();
    try {
      return parsing.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return source.document(path);
    }
  }

  private FutureTask<ParseResult> parsing(ResourcePath path) {
    synchronized (kept) {
      return kept.computeIfAbsent(path, one -> new FutureTask<>(() -> source.document(one)));
    }
  }
}
