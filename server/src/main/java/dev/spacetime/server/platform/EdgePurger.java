package dev.spacetime.server.platform;

import dev.spacetime.api.LogText;
import dev.spacetime.scene.ProjectFiles;
import dev.spacetime.scene.ResourcePath;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the project and tells an edge what has changed, whichever variant answers: {@code PURGE}
 * with the tags in {@code Surrogate-Key} and {@code Cache-Tag}.
 */
final class EdgePurger implements DirectoryChangeListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgePurger.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI edge;
  private final Path root;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(EdgePurger::daemon);
  private final Purges purges;
  private @Nullable DirectoryWatcher watcher;

  EdgePurger(URI edge, ProjectFiles files, LongSupplier ticker) {
    this.edge = edge;
    this.root = files.root();
    this.purges = new Purges(this::send, this::later, ticker);
    try {
      DirectoryWatcher watching =
          DirectoryWatcher.builder().path(root).listener(this).fileHashing(false).build();
      watcher = watching;
      var unused =
          watching
              .watchAsync(work -> daemon(work).start())
              .whenComplete((nothing, failure) -> unwatched(failure));
    } catch (IOException | RuntimeException unwatchable) {
      unwatched(unwatchable);
    }
    // What changed while nobody watched is unknown.
    purges.add(Set.of(SurrogateTags.ALL));
  }

  /** A load has changed what is current, and the history. */
  void loaded() {
    purges.add(SurrogateTags.LOADS);
  }

  Purges.Figures figures() {
    return purges.figures();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    DirectoryWatcher running = watcher;
    if (running != null) {
      try {
        running.close();
      } catch (IOException leftOpen) {
        LOG.warn("The watcher for the edge did not close: {}", leftOpen.toString());
      }
    }
  }

  @Override
  public void onEvent(DirectoryChangeEvent event) {
    Path changed = event.path();
    if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || changed == null) {
      purges.add(Set.of(SurrogateTags.ALL));
      return;
    }
    Optional<ResourcePath> path = ResourcePath.of(root, changed);
    if (path.isEmpty()) {
      purges.add(Set.of(SurrogateTags.ALL));
    } else if (path.get().value().endsWith(".tscn") || !Files.isRegularFile(changed)) {
      purges.add(SurrogateTags.ofChange(path.get()));
    }
  }

  // Too many changes at once come as an exception, too: of an event without a path.
  @Override
  public void onException(Exception exception) {
    LOG.warn("Changes may have been missed, the edge forgets all: {}", LogText.of(exception));
    purges.add(Set.of(SurrogateTags.ALL));
  }

  private void unwatched(@Nullable Throwable failure) {
    if (!thread.isShutdown()) {
      LOG.warn(
          "The edge hears of no change on disk any more, its answers end by their time: {}",
          failure == null ? "the watched folder is gone" : LogText.of(failure));
    }
  }

  private void send(Set<String> tags) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(edge)
            .timeout(TIMEOUT)
            .method("PURGE", HttpRequest.BodyPublishers.noBody())
            .header("Surrogate-Key", String.join(" ", tags))
            .header("Cache-Tag", String.join(",", tags))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        throw new IOException("it answered " + status);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IOException(ending);
    }
  }

  private void later(Runnable work, Duration delay) {
    try {
      var unused = thread.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ending) {
      LOG.debug("The end has come before a purge");
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "edge-purges");
    thread.setDaemon(true);
    return thread;
  }
}
