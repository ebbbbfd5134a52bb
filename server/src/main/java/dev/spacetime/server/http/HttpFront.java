package dev.spacetime.server.http;

import dev.spacetime.security.ClientAddresses;
import dev.spacetime.server.platform.ApiPipeline;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Javalin on Jetty: takes requests from the network and gives them to the pipeline. */
public final class HttpFront implements AutoCloseable {
  /** Of RFC 6797: a year, as browsers' lists demand it. */
  static final String HSTS = "max-age=31536000; includeSubDomains";

  private static final int THREADS_MAX = 250;
  private static final int THREADS_MIN = 8;
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int ACCEPTORS = 1;
  // Who waits at a selector answers on the fast lane, so there must be one for each processor, and
  // another while that one is in the kernel. Jetty's own choice is half of the processors.
  private static final int SELECTORS = Math.min(64, 2 * Runtime.getRuntime().availableProcessors());
  private static final int HEADER_BYTES_MAX = 8_192;
  private static final long BODY_BYTES_PER_SECOND_MIN = 256;
  private static final Duration TLS_FILES_LOOK = Duration.ofSeconds(2);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Javalin javalin;
  private final String host;
  private final boolean secure;

  /**
   * Listens when it returns.
   *
   * @throws IOException when the address can't be had
   */
  public HttpFront(Listening listening, ClientAddresses clients, ApiPipeline pipeline)
      throws IOException {
    this.host = listening.host();
    this.secure = listening.tls().isPresent();
    ServletExchange exchange = new ServletExchange(clients, pipeline);
    this.javalin =
        Javalin.create(config -> configure(config, listening, clients::isProxy, exchange::answer));
    Server server = javalin.jettyServer().server();
    // The innermost first. Nobody holds a thread by sending a body byte by byte.
    server.insertHandler(new MinimumDataRateHandler(BODY_BYTES_PER_SECOND_MIN, 0));
    server.insertHandler(new ToldLength());
    if (listening.fastLane()) {
      server.insertHandler(new FastLane(clients, pipeline));
    }
    // A request that runs when the end comes is answered before the end.
    server.insertHandler(new GracefulHandler());
    server.insertHandler(new MessageRules());
    try {
      javalin.start();
    } catch (JavalinBindException taken) {
      throw new IOException("port " + listening.port() + " on " + host + " can't be had", taken);
    }
  }

  /**
   * Loads the classes of an HTTP server without starting one. They are half of the program's start,
   * and can be loaded on another processor while the settings are read and the caches opened.
   */
  public static void loadClasses() {
    Server server =
        Javalin.create(
                config ->
                    configure(config, Listening.on("127.0.0.1", 0), peer -> false, context -> {}))
            .jettyServer()
            .server();
    server.setConnectors(
        new Connector[] {
          connector(server, new HttpConfiguration(), Listening.on("127.0.0.1", 0), peer -> false)
        });
    server.setHandler(new ServletContextHandler(ServletContextHandler.NO_SESSIONS));
    server.destroy();
  }

  /** {@code http://HOST:PORT}, or {@code https} with TLS, with the port that was really taken. */
  public String address() {
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (secure ? "https://" : "http://") + literal + ":" + javalin.port();
  }

  public int port() {
    return javalin.port();
  }

  /** Refuses new requests, finishes the running ones within a bound, and stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(
      JavalinConfig config, Listening listening, Predicate<String> proxies, Handler answer) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    // What is small enough, holds no secret and is kept is the pipeline's to know.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threadPool();
    config.jetty.modifyServer(HttpFront::harden);
    config.jetty.modifyHttpConfiguration(HttpFront::harden);
    config.jetty.addConnector((server, http) -> connector(server, http, listening, proxies));
    // One handler before all routing: the contract's own router compares raw paths, so no
    // spelling of a path that Javalin would decode can slip past it.
    config.routes.before(
        context -> {
          answer.handle(context);
          context.skipRemainingHandlers();
        });
  }

  // Jetty advises against a bounded queue; each connection has one task at a time, so the limit of
  // connections bounds it as well.
  private static QueuedThreadPool threadPool() {
    QueuedThreadPool pool = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
    pool.setName("http");
    return pool;
  }

  private static Connector connector(
      Server server, HttpConfiguration http, Listening listening, Predicate<String> proxies) {
    ServerConnector connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
    listening.tls().ifPresent(files -> secure(connector, http, files, listening.http2()));
    if (listening.http2()) {
      connector.addConnectionFactory(
          Http2.factory(http, listening.tls().isPresent() ? Http2.OVER_TLS : Http2.IN_CLEAR_TEXT));
    }
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setShutdownIdleTimeout(listening.shutdownIdleTimeout().toMillis());
    connector.addBean(new AddressLimit(listening.connectionsPerAddress(), proxies));
    connector.addBean(
        new SlowClients(
            listening.headersMax(),
            listening.bodyMax(),
            connector.getScheduler(),
            System::nanoTime));
    return connector;
  }

  private static void secure(
      ServerConnector connector, HttpConfiguration http, TlsFiles files, boolean http2) {
    try {
      TlsContext tls = new TlsContext(files, TLS_FILES_LOOK, connector.getScheduler());
      // Whether its clients can check a certificate's names is no matter of the server.
      SecureRequestCustomizer customizer = new SecureRequestCustomizer(false);
      http.addCustomizer(customizer);
      String next = HttpVersion.HTTP_1_1.asString();
      if (http2) {
        ALPNServerConnectionFactory negotiation = new ALPNServerConnectionFactory();
        negotiation.setDefaultProtocol(next);
        connector.addConnectionFactory(negotiation);
        next = negotiation.getProtocol();
      }
      connector.addFirstConnectionFactory(new SslConnectionFactory(tls.factory(), next));
      connector.addBean(tls);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private static void harden(Server server) {
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.setErrorHandler(new JsonErrorHandler());
    server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
  }

  private static void harden(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setHttpCompliance(HttpCompliance.RFC7230);
  }
}
