package dev.spacetime.server.command;

import dev.spacetime.security.ClientAddresses;
import dev.spacetime.server.config.Configuration;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.ConfigurationReader;
import dev.spacetime.server.config.Setting;
import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.platform.Platform;
import dev.spacetime.server.platform.VariantCatalogue;
import dev.spacetime.server.platform.VariantPlugins;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code serve}: runs the platform until it is told to end. */
final class ServeCommand {
  private static final Logger LOG = LoggerFactory.getLogger("spacetime");

  private ServeCommand() {}

  static int execute(Map<Setting, String> flags, PrintWriter out, PrintWriter err)
      throws ConfigurationException {
    Configuration configuration =
        ConfigurationReader.read(flags, System.getenv(), VariantCatalogue.onClassPath()::problems);
    VariantPlugins plugins = VariantPlugins.in(configuration.pluginFolder());
    Platform platform = new Platform(Startup.parts(configuration, plugins, System.getenv()));
    HttpFront front;
    try {
      front =
          new HttpFront(
              Listening.on(configuration.host(), configuration.port())
                  .withTls(configuration.tls())
                  .withFastLane(configuration.fastLane())
                  .withHttp2(configuration.http2())
                  .withConnectionsPerAddress(configuration.connectionsPerAddress()),
              new ClientAddresses(configuration.trustedProxies()),
              platform.pipeline());
    } catch (IOException taken) {
      platform.close();
      plugins.close();
      err.println("error: " + taken.getMessage() + "; choose another one with --port or --host");
      return ExitStatus.FAILED;
    }
    endOnSignal(front, platform, plugins);
    out.println("listening on " + front.address());
    out.flush();
    awaitSignal();
    return ExitStatus.ENDED_WELL;
  }

  /** Tells everything that is wrong at once. */
  static int refused(ConfigurationException wrong, PrintWriter err) {
    wrong.problems().forEach(problem -> err.println("error: " + problem));
    err.println("'--help' lists all settings.");
    return ExitStatus.WRONG_USE;
  }

  /**
   * Ends on SIGTERM and SIGINT: running requests are answered first. The hook ends the process
   * itself, because the virtual machine would report the signal as its exit status; it stands
   * before anybody is told that the program listens, and so may end it.
   */
  private static void endOnSignal(HttpFront front, Platform platform, VariantPlugins plugins) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(front, platform, plugins), "end"));
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(HttpFront front, Platform platform, VariantPlugins plugins) {
    int status = ExitStatus.ENDED_WELL;
    try {
      front.close();
      platform.close();
      plugins.close();
      LOG.info("ended");
    } catch (RuntimeException failed) {
      LOG.error("The end was not orderly", failed);
      status = ExitStatus.FAILED;
    }
    Runtime.getRuntime().halt(status);
  }
}
