package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.server.kit.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes apart what came over a connection, byte by byte: what is no answer is an error. */
final class RawAnswers {
  private static final String END_OF_HEAD = "\r\n\r\n";

  private RawAnswers() {}

  static List<Reply> of(String received) {
    List<Reply> answers = new ArrayList<>();
    int at = 0;
    while (at < received.length()) {
      int end = received.indexOf(END_OF_HEAD, at);
      if (end < 0 || !received.startsWith("HTTP/1.1 ", at)) {
        throw new AssertionError("No answer: " + received.substring(at));
      }
      String[] lines = received.substring(at, end).split("\r\n");
      HeaderFields fields = fields(lines);
      int body = end + END_OF_HEAD.length();
      assertThat(fields.first("Transfer-Encoding")).isEmpty();
      // Without a length an answer ends with its connection.
      at =
          fields
              .first("Content-Length")
              .map(length -> body + Integer.parseInt(length))
              .orElse(received.length());
      answers.add(
          new Reply(
              Integer.parseInt(lines[0].substring(9, 12)),
              fields,
              received.substring(body, at).getBytes(StandardCharsets.ISO_8859_1)));
    }
    return answers;
  }

  private static HeaderFields fields(String[] lines) {
    List<Header> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      fields.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
    }
    return HeaderFields.of(fields);
  }
}
