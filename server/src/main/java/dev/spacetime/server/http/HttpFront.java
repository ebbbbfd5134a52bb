package dev.spacetime.server.http;

import dev.spacetime.security.ClientAddresses;
import dev.spacetime.server.platform.ApiPipeline;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Javalin on Jetty: takes requests from the network and gives them to the pipeline. */
public final class HttpFront implements AutoCloseable {
  private static final int THREADS_MAX = 250;
  private static final int THREADS_MIN = 8;
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int HEADER_BYTES_MAX = 8_192;
  private static final long BODY_BYTES_PER_SECOND_MIN = 256;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Javalin javalin;
  private final String host;

  /**
   * Listens when it returns.
   *
   * @throws IOException when the address can't be had
   */
  public HttpFront(Listening listening, ClientAddresses clients, ApiPipeline pipeline)
      throws IOException {
    this.host = listening.host();
    ServletExchange exchange = new ServletExchange(clients, pipeline);
    this.javalin = Javalin.create(config -> configure(config, listening, exchange::answer));
    // A request that runs when the end comes is answered before the end.
    javalin.jettyServer().server().insertHandler(new GracefulHandler());
    // Nobody holds a thread by sending a body byte by byte.
    javalin
        .jettyServer()
        .server()
        .insertHandler(new MinimumDataRateHandler(BODY_BYTES_PER_SECOND_MIN, 0));
    javalin.jettyServer().server().insertHandler(new NoUpgrades());
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
        Javalin.create(config -> configure(config, Listening.on("127.0.0.1", 0), context -> {}))
            .jettyServer()
            .server();
    server.setConnectors(
        new Connector[] {connector(server, new HttpConfiguration(), Listening.on("127.0.0.1", 0))});
    server.setHandler(new ServletContextHandler(ServletContextHandler.NO_SESSIONS));
    server.destroy();
  }

  /** {@code http://HOST:PORT}, with the port that was really taken. */
  public String address() {
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + literal + ":" + javalin.port();
  }

  public int port() {
    return javalin.port();
  }

  /** Refuses new requests, finishes the running ones within a bound, and stops. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, Listening listening, Handler answer) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = threadPool();
    config.jetty.modifyServer(HttpFront::harden);
    config.jetty.modifyHttpConfiguration(HttpFront::harden);
    config.jetty.addConnector((server, http) -> connector(server, http, listening));
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

  private static Connector connector(Server server, HttpConfiguration http, Listening listening) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setShutdownIdleTimeout(listening.shutdownIdleTimeout().toMillis());
    return connector;
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
