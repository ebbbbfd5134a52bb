package dev.spacetime.server.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an edge which tags have changed: gathered for a moment, tried again with growing pauses,
 * and a second time some seconds later, for answers that were on their way to the edge while it
 * purged. What is too much, or could not be told, becomes a purge of everything.
 */
final class Purges {
  /** Two fields of 18 characters a tag: what a cache takes in one field is 8 KB. */
  static final int TAGS_MAX = 200;

  static final int TRIES_MAX = 6;

  /** Longer than a variant may take to notice a change: the edge asks at once. */
  static final Duration GATHERING = Duration.ofMillis(150);

  /** Longer than an answer from before a change is on its way. */
  static final Duration SECOND_TIME = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
  private static final Set<String> EVERYTHING = Set.of(SurrogateTags.ALL);

  private final Sender sender;
  private final Later later;
  private final LongSupplier ticker;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private boolean busy;
  private boolean owed;
  private long lastLine;

  /** The way to the edge. */
  interface Sender {
    void send(Set<String> tags) throws IOException;
  }

  /** One thread that does things later. */
  interface Later {
    void run(Runnable work, Duration delay);
  }

  /**
   * @param sent requests that the edge took
   * @param failed tries that it did not
   * @param dropped tags that were given up
   * @param waiting tags
   */
  record Figures(long sent, long failed, long dropped, long waiting) {
    static final Figures NONE = new Figures(0, 0, 0, 0);
  }

  /**
   * @param ticker nanoseconds since some moment
   */
  Purges(Sender sender, Later later, LongSupplier ticker) {
    this.sender = sender;
    this.later = later;
    this.ticker = ticker;
    this.lastLine = ticker.getAsLong() - BETWEEN_LINES.toNanos();
  }

  synchronized void add(Collection<String> tags) {
    waiting.addAll(tags);
    if (waiting.size() > TAGS_MAX) {
      waiting.clear();
      waiting.addAll(EVERYTHING);
    }
    if (!busy) {
      busy = true;
      later.run(this::send, GATHERING);
    }
  }

  synchronized Figures figures() {
    return new Figures(sent.get(), failed.get(), dropped.get(), waiting.size());
  }

  private void send() {
    attempt(take(), 1, true);
  }

  private synchronized Set<String> take() {
    boolean everything = owed || waiting.contains(SurrogateTags.ALL);
    Set<String> batch = everything ? EVERYTHING : Set.copyOf(waiting);
    waiting.clear();
    return batch;
  }

  private void attempt(Set<String> batch, int tries, boolean firstTime) {
    try {
      sender.send(batch);
      sent.incrementAndGet();
      if (firstTime) {
        later.run(() -> attempt(batch, 1, false), SECOND_TIME);
      }
      ended(batch, firstTime, false);
    } catch (IOException refused) {
      failed.incrementAndGet();
      if (tries < TRIES_MAX) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
        later.run(() -> attempt(batch, tries + 1, firstTime), pause);
      } else {
        giveUp(batch, firstTime, refused);
      }
    }
  }

  private void giveUp(Set<String> batch, boolean firstTime, IOException refused) {
    dropped.addAndGet(batch.size());
    long now = ticker.getAsLong();
    if (now - lastLine >= BETWEEN_LINES.toNanos()) {
      lastLine = now;
      LOG.warn("The edge was not told of changes: {}; {} so far", refused.toString(), dropped);
    }
    ended(batch, firstTime, true);
  }

  private synchronized void ended(Set<String> batch, boolean firstTime, boolean inVain) {
    owed = inVain || (owed && !batch.equals(EVERYTHING));
    if (firstTime) {
      busy = !waiting.isEmpty();
      if (busy) {
        later.run(this::send, GATHERING);
      }
    }
  }
}
