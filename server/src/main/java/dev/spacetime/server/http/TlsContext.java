package dev.spacetime.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with the operator's files, which are read again when they change. Files that
 * can't be used leave the last ones in force.
 */
final class TlsContext extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

  private final TlsFiles files;
  private final Duration betweenLooks;
  private final Scheduler scheduler;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private List<FileTime> last;

  /**
   * @throws IOException when the files can't be used
   */
  TlsContext(TlsFiles files, Duration betweenLooks, Scheduler scheduler) throws IOException {
    this.files = files;
    this.betweenLooks = betweenLooks;
    this.scheduler = scheduler;
    this.last = times();
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setUseCipherSuitesOrder(true);
    // TLS 1.2 has suites that HTTP/2 forbids (RFC 9113, section 9.2.2): they come last.
    factory.setCipherComparator(HTTP2Cipher.COMPARATOR);
    try {
      use(files.open());
    } catch (TlsFiles.UnusableException unusable) {
      throw new IOException(unusable.getMessage(), unusable);
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  private void lookLater() {
    scheduler.schedule(this::look, betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!isRunning() && !isStarting()) {
      return;
    }
    List<FileTime> now = times();
    if (!now.equals(last)) {
      last = now;
      reload();
    }
    lookLater();
  }

  private void reload() {
    try {
      KeyStore store = files.open();
      factory.reload(changed -> use(store));
      LOG.info("The certificate was read again");
    } catch (TlsFiles.UnusableException unusable) {
      LOG.warn("The certificate stays as it was: {}", unusable.getMessage());
    } catch (Exception failed) {
      LOG.warn("The certificate stays as it was", failed);
    }
  }

  private void use(KeyStore store) {
    factory.setKeyStore(store);
    factory.setKeyStorePassword("");
  }

  private List<FileTime> times() {
    List<FileTime> times = new ArrayList<>();
    for (Path file : List.of(files.certificate(), files.key())) {
      try {
        times.add(Files.getLastModifiedTime(file));
      } catch (IOException gone) {
        times.add(FileTime.fromMillis(0));
      }
    }
    return times;
  }
}
