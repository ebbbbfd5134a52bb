package dev.spacetime.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer. Immutable as long as nobody writes to the array given as its body: the array is
 * neither copied in nor out, because the fast path hands the same bytes to every client.
 */
public final class ApiResponse {
  public static final String JSON = "application/json";

  private static final String CONTENT_TYPE = "Content-Type";

  private final int status;
  private final HeaderFields headers;
  private final byte[] body;

  private ApiResponse(int status, HeaderFields headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static ApiResponse of(int status, String contentType, byte[] body) {
    return new ApiResponse(status, HeaderFields.of(CONTENT_TYPE, contentType), body);
  }

  /** An answer whose body is the JSON of a record of {@code dev.spacetime.api.wire}. */
  public static ApiResponse json(int status, Object answer) {
    return of(status, JSON, Json.bytes(answer));
  }

  public static ApiResponse json(Object answer) {
    return json(200, answer);
  }

  public int status() {
    return status;
  }

  public HeaderFields headers() {
    return headers;
  }

  public Optional<String> header(String name) {
    return headers.first(name);
  }

  public byte[] body() {
    return body;
  }

  /** The same answer with these fields after its own. */
  public ApiResponse with(List<Header> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Header> all = new ArrayList<>(headers.fields());
    all.addAll(more);
    return new ApiResponse(status, new HeaderFields(all), body);
  }

  /** The same status and fields around another body. */
  public ApiResponse withBody(String contentType, byte[] other) {
    List<Header> kept = new ArrayList<>(List.of(new Header(CONTENT_TYPE, contentType)));
    headers.fields().stream()
        .filter(field -> !field.name().equalsIgnoreCase(CONTENT_TYPE))
        .forEach(kept::add);
    return new ApiResponse(status, new HeaderFields(kept), other);
  }

  public ApiResponse with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }
}
