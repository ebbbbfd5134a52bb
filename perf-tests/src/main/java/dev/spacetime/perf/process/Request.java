package dev.spacetime.perf.process;

import dev.spacetime.api.Header;
import dev.spacetime.comparison.ShownText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of a measurement.
 *
 * @param target path and query
 * @param body empty for none
 */
public record Request(String method, String target, List<Header> headers, String body) {
  public Request {
    headers = List.copyOf(headers);
  }

  public static Request get(String target) {
    return new Request("GET", target, List.of(), "");
  }

  /** With a JSON body. */
  public static Request json(String method, String target, String body) {
    return new Request(
        method, target, List.of(new Header("Content-Type", "application/json")), body);
  }

  public Request with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Request(method, target, more, body);
  }

  public Request authorized(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** As it goes over the wire. */
  byte[] bytes(Address address) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder text =
        new StringBuilder(method)
            .append(' ')
            .append(target)
            .append(" HTTP/1.1\r\nHost: ")
            .append(address.host())
            .append("\r\n");
    headers.forEach(
        field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    if (content.length > 0 || !method.equals("GET")) {
      text.append("Content-Length: ").append(content.length).append("\r\n");
    }
    text.append("\r\n").append(body);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Without any credential. */
  @Override
  public String toString() {
    return ShownText.of(method + " " + target + (body.isEmpty() ? "" : " " + body));
  }
}
