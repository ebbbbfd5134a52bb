package dev.spacetime.server.kit;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Reaches a platform through HTTP/2 in clear text, by prior knowledge. */
public final class Http2Client implements ApiClient {
  private static final long ANSWER_TIMEOUT_SECONDS = 30;
  private static final int ANSWER_BYTES_MAX = 64 << 20;

  private final HttpClient client =
      new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
  private final String address;

  /**
   * @param address {@code http://HOST:PORT}
   */
  public Http2Client(String address) throws Exception {
    this.address = address;
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.start();
    client.getContentDecoderFactories().clear();
  }

  @Override
  public Reply send(Call call) {
    Request request =
        new AsItIs(client, call.method(), URI.create(address + call.target()))
            .timeout(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .headers(
                fields ->
                    // White space around a value counts for nothing in HTTP/1.1 and is refused
                    // here.
                    call.headers()
                        .forEach(field -> fields.add(field.name(), field.value().strip())));
    if (call.chunked()) {
      request.body(
          new InputStreamRequestContent(null, new ByteArrayInputStream(call.body()), null));
    } else if (call.body().length > 0) {
      request.body(new BytesRequestContent((String) null, call.body()));
    }
    try {
      ContentResponse answer =
          new CompletableResponseListener(request, ANSWER_BYTES_MAX).send().get();
      List<Header> fields = new ArrayList<>();
      answer
          .getHeaders()
          .forEach(field -> fields.add(new Header(field.getName(), field.getValue())));
      return new Reply(answer.getStatus(), HeaderFields.of(fields), answer.getContent());
    } catch (ExecutionException failed) {
      throw new IllegalStateException(call + ": " + failed.getCause(), failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Jetty writes a method in capitals. */
  private static final class AsItIs extends HttpRequest {
    private final String method;

    AsItIs(HttpClient client, String method, URI uri) {
      super(client, new HttpConversation(), uri);
      this.method = method;
    }

    @Override
    public String getMethod() {
      return method;
    }
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
