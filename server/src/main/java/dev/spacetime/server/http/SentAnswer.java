package dev.spacetime.server.http;

import dev.spacetime.api.ApiResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A held answer in Jetty's form, its fields encoded once. */
final class SentAnswer {
  private static final HttpField STRICT =
      new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, HttpFront.HSTS);

  private final int status;
  private final HttpField[] fields;
  private final HttpField[] fieldsOfHttp2;
  private final byte[] body;

  private SentAnswer(int status, HttpField[] fields, HttpField[] fieldsOfHttp2, byte[] body) {
    this.status = status;
    this.fields = fields;
    this.fieldsOfHttp2 = fieldsOfHttp2;
    this.body = body;
  }

  /**
   * Fields as HTTP/1.1 sends them, which puts them all at once: one by one they cost a tenth of a
   * request.
   */
  private static final class Lines extends PreEncodedHttpField {
    private final byte[] lines;

    Lines(List<PreEncodedHttpField> fields) {
      super("Lines", "");
      ByteBuffer all =
          ByteBuffer.allocate(
              fields.stream().mapToInt(f -> f.getEncodedLength(HttpVersion.HTTP_1_1)).sum());
      fields.forEach(field -> field.putTo(all, HttpVersion.HTTP_1_1));
      lines = all.array();
    }

    @Override
    public void putTo(ByteBuffer target, HttpVersion version) {
      target.put(lines);
    }
  }

  static SentAnswer of(ApiResponse whole) {
    List<PreEncodedHttpField> shared =
        whole.headers().fields().stream()
            .map(field -> new PreEncodedHttpField(field.name(), field.value()))
            .toList();
    // 304 would tell the length of the copy, not of its own, empty body (RFC 9110, section 8.6).
    List<HttpField> length =
        whole.status() == HttpStatus.NOT_MODIFIED_304
            ? List.of()
            : List.of(
                new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, whole.body().length));
    return new SentAnswer(
        whole.status(),
        Stream.concat(Stream.of(new Lines(shared)), length.stream()).toArray(HttpField[]::new),
        Stream.concat(shared.stream(), length.stream()).toArray(HttpField[]::new),
        whole.body());
  }

  int status() {
    return status;
  }

  /** Of its own for each sending: sending moves its position. */
  ByteBuffer body() {
    return ByteBuffer.wrap(body);
  }

  void addTo(HttpFields.Mutable answer, HttpVersion version, boolean secure) {
    for (HttpField field : version == HttpVersion.HTTP_2 ? fieldsOfHttp2 : fields) {
      answer.add(field);
    }
    if (secure) {
      answer.add(STRICT);
    }
  }
}
