package dev.spacetime.server.encoding;

import dev.spacetime.api.AcceptedCodings;
import dev.spacetime.api.Content;
import dev.spacetime.api.ContentCoding;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives bodies in the codings that clients ask for. What is kept is encoded once, as small as it
 * gets, in the background; until then, and for all else, it is done quickly.
 */
public final class Compression implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Compression.class);

  /** Below this a body fits into a packet with its header fields anyway. */
  private static final int WORTH_BYTES_MIN = 1_024;

  // Each waiting body is one that is kept, so the queue holds nothing that the caches don't.
  private static final int WAITING_MAX = 64;

  /** Browsers and tools send a handful of values; a stranger's odd ones are read each time. */
  private static final int FIELDS_KNOWN_MAX = 64;

  private static final int FIELD_LENGTH_MAX = 200;

  private final Codecs codecs;
  private final Map<String, AcceptedCodings> known = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor background =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), Compression::thread);

  public Compression(Codecs codecs) {
    this.codecs = codecs;
    background.allowCoreThreadTimeOut(true);
  }

  /** What a value of {@code Accept-Encoding} comes to. */
  public AcceptedCodings accepted(String field) {
    AcceptedCodings read = known.get(field);
    if (read == null) {
      read = AcceptedCodings.of(field, codecs.available());
      if (known.size() < FIELDS_KNOWN_MAX && field.length() <= FIELD_LENGTH_MAX) {
        known.put(field, read);
      }
    }
    return read;
  }

  /** The same where it was read before: nothing is loaded for it. */
  public Optional<AcceptedCodings> ifKnown(String field) {
    return Optional.ofNullable(known.get(field));
  }

  /** The body in the coding that suits it, made now if need be. */
  public Encoded encoded(Content content, AcceptedCodings accepted) {
    ContentCoding coding = accepted.forBody(content.length() < WORTH_BYTES_MIN);
    if (coding == ContentCoding.IDENTITY) {
      return Encoded.asIs(content);
    }
    if (!content.isKept()) {
      return encode(content, coding, coding.quickLevel());
    }
    Encoded kept = kept(content, coding);
    if (kept == null) {
      kept = encode(content, coding, coding.quickLevel());
      forms(content).putQuick(kept);
    }
    return kept;
  }

  /** Whether {@link #encoded} has nothing to make. */
  public boolean isReady(Content content, AcceptedCodings accepted) {
    ContentCoding coding = accepted.forBody(content.length() < WORTH_BYTES_MIN);
    return coding == ContentCoding.IDENTITY || kept(content, coding) != null;
  }

  @Override
  public void close() {
    background.shutdownNow();
  }

  private @Nullable Encoded kept(Content content, ContentCoding coding) {
    KeptForms forms = forms(content);
    Encoded made = forms.get(coding);
    if (forms.begin(coding)) {
      makeLater(content, coding, forms);
    }
    return made;
  }

  private static KeptForms forms(Content content) {
    return content.forms(KeptForms.class, KeptForms::new);
  }

  private void makeLater(Content content, ContentCoding coding, KeptForms forms) {
    try {
      background.execute(() -> make(content, coding, forms));
    } catch (RejectedExecutionException full) {
      forms.giveUp(coding);
    }
  }

  private void make(Content content, ContentCoding coding, KeptForms forms) {
    try {
      forms.put(encode(content, coding, coding.bestLevel()));
    } catch (RuntimeException | OutOfMemoryError failed) {
      // The form that was made quickly is sent then; to try again would fail again.
      LOG.warn("A body could not be kept as {}: {}", coding.token(), failed.toString());
    }
  }

  private Encoded encode(Content content, ContentCoding coding, int level) {
    return new Encoded(coding, level, new Content(codecs.encode(coding, content.bytes(), level)));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "compression");
    thread.setDaemon(true);
    return thread;
  }
}
