package dev.spacetime.perf.peers;

import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The least that Javalin and Jetty can do, as a program: answers every request with the same bytes.
 * Arguments: {@code javalin} or {@code jetty}, the port, the bytes.
 */
public final class BareServers {
  private static final String HOST = "127.0.0.1";
  private static final String JSON = "application/json";

  private BareServers() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    byte[] body = arguments[2].getBytes(StandardCharsets.UTF_8);
    if (arguments[0].equals("javalin")) {
      javalin(body).start(HOST, port);
    } else {
      jetty(port, body).start();
    }
  }

  private static Javalin javalin(byte[] body) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.routes.get("/scene", context -> context.contentType(JSON).result(body));
        });
  }

  private static Server jetty(int port, byte[] body) {
    Server server = new Server(new QueuedThreadPool());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // As many as the server has, or it would be no ceiling.
    int selectors = 2 * Runtime.getRuntime().availableProcessors();
    ServerConnector connector =
        new ServerConnector(server, 1, selectors, new HttpConnectionFactory(http));
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Constant(body));
    return server;
  }

  private static final class Constant extends Handler.Abstract.NonBlocking {
    private final ByteBuffer body;

    Constant(byte[] body) {
      this.body = ByteBuffer.wrap(body);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
      response.write(true, body.slice(), callback);
      return true;
    }
  }
}
