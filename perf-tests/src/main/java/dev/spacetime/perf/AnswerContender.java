package dev.spacetime.perf;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Header;
import dev.spacetime.api.wire.SceneAnswer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** Ways to come to an answer that is to be sent. */
enum AnswerContender {
  /** Anew for each request: records, JSON, fields. */
  BUILT {
    @Override
    Source open() {
      return (scene, sending) -> {
        ApiResponse answer = ApiResponse.json(scene).with(FIELDS);
        sending.send(answer.headers().fields(), ByteBuffer.wrap(answer.body()));
      };
    }
  },
  /** Written into one of twenty objects that are lent and given back. */
  POOLED {
    @Override
    Source open() {
      ArrayBlockingQueue<Reusable> pool = new ArrayBlockingQueue<>(POOL_SIZE);
      return (scene, sending) -> {
        Reusable lent = pool.poll();
        Reusable answer = lent == null ? new Reusable() : lent;
        answer.fill(scene);
        sending.send(answer.fields, answer.body.flip());
        // What has no room any more is left to the collector.
        boolean unused = pool.offer(answer);
      };
    }
  },
  /** Built once and never changed; each sending has its own view of the bytes. */
  HELD {
    @Override
    Source open() {
      ApiResponse answer = ApiResponse.json(BENCHMARK_SCENE).with(FIELDS);
      return (scene, sending) ->
          sending.send(answer.headers().fields(), ByteBuffer.wrap(answer.body()));
    }
  };

  static final SceneAnswer BENCHMARK_SCENE = new SceneAnswer("Main", "res://main.tscn", "loaded");

  private static final int POOL_SIZE = 20;
  private static final int BODY_BYTES_MAX = 512;
  private static final List<Header> FIELDS =
      List.of(
          new Header("X-Content-Type-Options", "nosniff"),
          new Header("X-Frame-Options", "DENY"),
          new Header("Referrer-Policy", "no-referrer"),
          new Header("Cache-Control", "private, no-cache"));

  /** Where an answer goes. */
  interface Sending {
    void send(List<Header> fields, ByteBuffer body);
  }

  /** One way, opened. */
  interface Source {
    void answer(SceneAnswer scene, Sending sending);
  }

  abstract Source open();

  /** Written by hand, because a pool is of use only where nothing else is allocated. */
  private static final class Reusable {
    private final List<Header> fields = new ArrayList<>(FIELDS.size() + 1);
    private final StringBuilder text = new StringBuilder(BODY_BYTES_MAX);
    private final ByteBuffer body = ByteBuffer.allocate(BODY_BYTES_MAX);

    void fill(SceneAnswer scene) {
      fields.clear();
      fields.addAll(FIELDS);
      text.setLength(0);
      text.append("{\"scene_name\":\"")
          .append(scene.sceneName())
          .append("\",\"scene_path\":\"")
          .append(scene.scenePath())
          .append("\",\"status\":\"")
          .append(scene.status())
          .append("\"}");
      body.clear();
      for (int i = 0; i < text.length(); i++) {
        body.put((byte) text.charAt(i));
      }
    }
  }
}
