package dev.spacetime.perf.regression;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.Quantiles;
import dev.spacetime.statistics.RatioEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Both variants in this process on one project, asked in turns. */
final class Variants implements AutoCloseable {
  private static final int SCENES = 120;
  private static final double CONFIDENCE = 0.99;

  private final TestPlatform original;
  private final TestPlatform optimized;
  private final ApiClient originalClient;
  private final ApiClient optimizedClient;

  Variants(Path folder) throws Exception {
    TestProject project = TestProject.in(folder);
    for (int i = 0; i < SCENES; i++) {
      project.write(
          "many/scene_" + i + ".tscn", TestProject.instancing("S" + i, "res://parts/part.tscn"));
    }
    original = TestPlatform.start(folder.resolve("original"), project, Options.of("original"));
    optimized = TestPlatform.start(folder.resolve("optimized"), project, Options.of("optimized"));
    originalClient = original.inProcess();
    optimizedClient = optimized.inProcess();
    Call load = operator(Call.post("/scene", "{\"scene_path\":\"res://main.tscn\",\"wait\":true}"));
    original(load).run();
    optimized(load).run();
  }

  static Call operator(Call call) {
    return call.token(TestPlatform.OPERATOR);
  }

  Runnable original(Call call) {
    return () -> ask(originalClient, call);
  }

  Runnable optimized(Call call) {
    return () -> ask(optimizedClient, call);
  }

  Reply reply(Call call) {
    return optimizedClient.send(call);
  }

  private static void ask(ApiClient client, Call call) {
    Reply reply = client.send(call);
    if (reply.status() != 200) {
      throw new AssertionError(call + " was answered " + reply.status() + " " + reply.text());
    }
  }

  /** How many times as long the subject takes, warmed up, over as many blocks of requests. */
  static RatioEstimate slowdown(Runnable subject, Runnable reference, int blocks, int requests) {
    repeat(subject, requests * 5);
    repeat(reference, requests * 5);
    double[] ratios = new double[blocks];
    Arrays.setAll(ratios, block -> slowdown(subject, reference, requests));
    double[] ones = new double[blocks];
    Arrays.fill(ones, 1);
    return PairedRatio.estimate(ratios, ones, CONFIDENCE, 1);
  }

  /**
   * The same of one block: both are asked in turns, and what counts is the lower quartile, which a
   * request takes when nobody gets in its way. On a busy machine the others wait for a processor.
   */
  static double slowdown(Runnable subject, Runnable reference, int requests) {
    double[] subjectNanos = new double[requests];
    double[] referenceNanos = new double[requests];
    for (int i = 0; i < requests; i++) {
      subjectNanos[i] = nanos(subject);
      referenceNanos[i] = nanos(reference);
    }
    return Quantiles.of(subjectNanos, 0.25) / Quantiles.of(referenceNanos, 0.25);
  }

  static double nanos(Runnable request) {
    long begin = System.nanoTime();
    request.run();
    return System.nanoTime() - begin;
  }

  static void repeat(Runnable request, int times) {
    for (int i = 0; i < times; i++) {
      request.run();
    }
  }

  @Override
  public void close() throws IOException {
    original.close();
    optimized.close();
  }
}
