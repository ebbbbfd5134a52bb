package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A request that can be run again and again.
 *
 * @param request holds nothing of the connection that it came by
 * @param before the state when it began
 */
record Sample(Endpoint endpoint, ApiRequest request, StateSnapshot before) {
  /** Empty when the body is longer than that, or can't be read. */
  static Optional<Sample> of(Served served, int bodyBytesMax) {
    try (InputStream body = served.request().body().open()) {
      byte[] bytes = body.readNBytes(bodyBytesMax + 1);
      return bytes.length > bodyBytesMax
          ? Optional.empty()
          : Optional.of(
              new Sample(served.endpoint(), copy(served.request(), bytes), served.before()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  Sample with(ApiRequest other) {
    return new Sample(endpoint, other, before);
  }

  private static ApiRequest copy(ApiRequest request, byte[] body) {
    return request.with(
        request.query(),
        HeaderFields.of(List.copyOf(request.headers().fields())),
        RequestBody.of(body));
  }
}
