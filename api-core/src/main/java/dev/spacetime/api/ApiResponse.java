package dev.spacetime.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer. Immutable as long as nobody writes to the array given as its body: the array is
 * neither copied in nor out, because the fast path hands the same bytes to every client.
 */
public final class ApiResponse {
  public static final String JSON = "application/json";

  public static final String LAST_MODIFIED = "Last-Modified";

  private static final String CONTENT_TYPE = "Content-Type";

  private final int status;
  private final HeaderFields headers;
  private final Content content;

  private ApiResponse(int status, HeaderFields headers, Content content) {
    this.status = status;
    this.headers = headers;
    this.content = content;
  }

  public static ApiResponse of(int status, String contentType, byte[] body) {
    return new ApiResponse(status, HeaderFields.of(CONTENT_TYPE, contentType), new Content(body));
  }

  public static ApiResponse of(int status, List<Header> fields, Content content) {
    return new ApiResponse(status, HeaderFields.of(fields), content);
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
    return content.bytes();
  }

  /** The body with what is known of it; answers that differ in their fields alone share it. */
  public Content content() {
    return content;
  }

  /** The same answer with these fields after its own. */
  public ApiResponse with(List<Header> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Header> all = new ArrayList<>(headers.fields());
    all.addAll(more);
    return new ApiResponse(status, HeaderFields.of(all), content);
  }

  /** The same status and fields around another body. */
  public ApiResponse withBody(String contentType, byte[] other) {
    List<Header> kept = new ArrayList<>(List.of(new Header(CONTENT_TYPE, contentType)));
    headers.fields().stream()
        .filter(field -> !field.name().equalsIgnoreCase(CONTENT_TYPE))
        .forEach(kept::add);
    return new ApiResponse(status, HeaderFields.of(kept), new Content(other));
  }

  public ApiResponse with(Header field) {
    return with(List.of(field));
  }

  /** The same answer without a field. */
  public ApiResponse without(String name) {
    List<Header> kept =
        headers.fields().stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList();
    return new ApiResponse(status, HeaderFields.of(kept), content);
  }

  /** Tells when its content last changed. */
  public ApiResponse modified(Optional<Instant> time) {
    return time.map(known -> with(LAST_MODIFIED, HttpDate.text(known))).orElse(this);
  }

  public ApiResponse with(String name, String value) {
    return with(List.of(new Header(name, value)));
  }
}
