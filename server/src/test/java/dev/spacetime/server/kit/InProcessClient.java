package dev.spacetime.server.kit;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;
import dev.spacetime.server.platform.ApiPipeline;
import dev.spacetime.server.platform.IncomingRequest;
import java.util.ArrayList;
import java.util.List;

/** Reaches a platform without a port. */
public final class InProcessClient implements ApiClient {
  private final ApiPipeline pipeline;

  public InProcessClient(ApiPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Reply send(Call call) {
    List<Header> headers = new ArrayList<>(call.headers());
    if (!call.chunked() && call.body().length > 0) {
      headers.add(new Header("Content-Length", Integer.toString(call.body().length)));
    }
    ApiResponse answer =
        pipeline.answer(
            new IncomingRequest(
                call.method(),
                call.path(),
                call.query(),
                HeaderFields.of(headers),
                RequestBody.of(call.body()),
                new ClientAddress("127.0.0.1")));
    return new Reply(answer.status(), answer.headers(), answer.body());
  }
}
