package dev.spacetime.server.platform;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The documents that come with the program. */
final class Documents {
  private static final String HTML = "text/html;charset=utf-8";

  // The page needs its own style and script and the server's answers, and nothing else.
  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src"
          + " 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private final HeldAnswer openApi =
      new HeldAnswer(ApiResponse.of(200, ApiResponse.JSON, read("openapi.json")));
  private final HeldAnswer dashboard = new HeldAnswer(page("dashboard.html"));

  ApiResponse openApi() {
    return openApi.answer();
  }

  ApiResponse dashboard() {
    return dashboard.answer();
  }

  /**
   * The refusal of a browser that comes to the dashboard without a token, which no browser can send
   * by itself: still a refusal, but its body is the page, which asks for the token. The page holds
   * no figures of its own.
   */
  ApiResponse dashboardRefusal(ApiResponse refusal) {
    return refusal
        .withBody(HTML, dashboard.answer().body())
        .with("Content-Security-Policy", CONTENT_POLICY);
  }

  private static ApiResponse page(String name) {
    return ApiResponse.of(200, HTML, read(name)).with("Content-Security-Policy", CONTENT_POLICY);
  }

  private static byte[] read(String name) {
    try (InputStream in = Documents.class.getResourceAsStream("/dev/spacetime/server/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its document " + name);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
