package dev.spacetime.perf.memory;

import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A fixed number of requests over kept connections, the same for every server: of a hundred, ninety
 * ask for the current scene, the history or the whitelist, two for the whole list of scenes, and
 * eight for the verdict on one of 64 rooms.
 */
final class MixedLoad {
  private static final int CLIENTS = 8;
  private static final int CYCLE = 100;
  private static final int LISTS = 2;
  private static final int VERDICTS = 8;
  private static final int ROOMS = 64;
  private static final List<String> SMALL = List.of("/scene", "/scene/history", "/whitelist");

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private MixedLoad(URI address) {
    this.address = address;
  }

  static void send(URI address, int requests) throws IOException, InterruptedException {
    new MixedLoad(address).send(requests);
  }

  private void send(int requests) throws IOException, InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int first = 0; first < CLIENTS; first++) {
        int begin = first;
        running.add(
            clients.submit(
                () -> {
                  for (int i = begin; i < requests; i += CLIENTS) {
                    send(request(i));
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } finally {
      clients.shutdownNow();
    }
  }

  private HttpRequest request(int number) {
    int place = number % CYCLE;
    if (place < VERDICTS) {
      String scene = SceneProjectGenerator.room(number / CYCLE * VERDICTS % ROOMS + place);
      return to("/scene")
          .header("Content-Type", "application/json")
          .PUT(BodyPublishers.ofString("{\"scene_path\":\"" + scene + "\"}"))
          .build();
    }
    return place < VERDICTS + LISTS
        ? to("/scenes").build()
        : to(SMALL.get(number % SMALL.size())).build();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .header("Authorization", "Bearer " + ServerProcess.TOKEN);
  }

  private void send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    if (response.statusCode() != 200) {
      throw new IOException(request + ": " + response.statusCode());
    }
  }
}
