package dev.spacetime.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;

/** Does what the documents' curl commands do, so that no curl is needed to test them. */
final class Curl {
  private final HttpClient client = HttpClient.newHttpClient();

  String run(String command) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    String method = "GET";
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
    Iterator<String> words = ShellWords.of(command).iterator();
    words.next();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "-s" -> {
          // Silence is the default here.
        }
        case "-X" -> method = words.next();
        case "-d" -> body = HttpRequest.BodyPublishers.ofString(words.next());
        case "-H" -> {
          String[] field = words.next().split(": ", 2);
          request.header(field[0], field[1]);
        }
        default -> {
          if (!word.startsWith("http://")) {
            throw new IllegalArgumentException("No option that this test knows: " + word);
          }
          request.uri(URI.create(word));
        }
      }
    }
    return client
        .send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
