package dev.spacetime.server;

import dev.spacetime.server.command.CommandEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Starts the program, asks both variants for what clients ask, and ends: the build runs it once to
 * record the archive of classes that the launcher starts with.
 */
final class Training {
  private static final String TOKEN_VARIABLE = "SPACETIME_TOKEN";
  private static final String MANY = "1000000";
  private static final int ROUNDS = 200;
  private static final List<String> PATHS =
      List.of("/scene", "/scenes", "/scene/history", "/whitelist");
  private static final String SCENE = "{\"scene_path\":\"res://main.tscn\"}";

  private final URI address;

  private Training(URI address) {
    this.address = address;
  }

  /** The argument is a folder for what the program keeps; the token is the environment's. */
  public static void main(String[] arguments) throws IOException {
    PipedOutputStream said = new PipedOutputStream();
    String[] settings = {
      "--port=0",
      "--data-dir=" + arguments[0],
      "--rate-limit-scene=" + MANY,
      "--rate-limit-scenes=" + MANY,
      "--rate-limit-other=" + MANY
    };
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new PipedInputStream(said), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      Thread program =
          new Thread(() -> System.exit(CommandEntry.run(settings, out, System.err)), "program");
      program.setDaemon(true);
      program.start();
      new Training(URI.create(lines.readLine().replace("listening on ", ""))).askAll();
    }
    System.exit(0);
  }

  private void askAll() throws IOException {
    for (String variant : List.of("original", "optimized")) {
      ask("PUT", "/admin/variant", "{\"active\":\"" + variant + "\",\"reason\":\"training\"}");
      ask("GET", "/health/ready", "");
      ask("GET", "/performance", "");
      ask("GET", "/metrics", "");
      ask("POST", "/scene", SCENE);
      for (int round = 0; round < ROUNDS; round++) {
        for (String path : PATHS) {
          ask("GET", path, "");
        }
        ask("PUT", "/scene", SCENE);
      }
    }
  }

  private void ask(String method, String path, String body) throws IOException {
    String head =
        """
        %s %s HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(
                method, path, address.getAuthority(), System.getenv(TOKEN_VARIABLE), body.length());
    try (Socket socket = new Socket(address.getHost(), address.getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write((head + body).getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(method + " " + path + ": " + answer);
      }
    }
  }
}
