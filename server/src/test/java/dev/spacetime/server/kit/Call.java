package dev.spacetime.server.kit;

import dev.spacetime.api.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of the kit.
 *
 * @param target path and query as they go over the wire
 * @param chunked without a declared length
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Call(
    String method, String target, List<Header> headers, byte[] body, boolean chunked) {
  public static Call of(String method, String target) {
    return new Call(method, target, List.of(), new byte[0], false);
  }

  public static Call get(String target) {
    return of("GET", target);
  }

  public static Call post(String target, String json) {
    return of("POST", target).json(json);
  }

  public static Call put(String target, String json) {
    return of("PUT", target).json(json);
  }

  public Call json(String json) {
    return header("Content-Type", "application/json").body(json.getBytes(StandardCharsets.UTF_8));
  }

  public Call body(byte[] bytes) {
    return new Call(method, target, headers, bytes, chunked);
  }

  public Call inChunks() {
    return new Call(method, target, headers, body, true);
  }

  public Call header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Call(method, target, more, body, chunked);
  }

  public Call token(String secret) {
    return header("Authorization", "Bearer " + secret);
  }

  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  public String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return method
        + " "
        + target
        + " "
        + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
  }
}
