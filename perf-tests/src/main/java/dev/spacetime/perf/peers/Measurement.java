package dev.spacetime.perf.peers;

import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.Allocation;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.JvmMemory;
import dev.spacetime.perf.process.OpenModel;
import dev.spacetime.perf.process.Request;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is asked of whom, and the goals. */
final class Measurement {
  private static final int OPEN_CONNECTIONS = 32;
  private static final int LISTINGS_PER_SECOND = 100;
  private static final int KEPT_ALIVE_REQUESTS = 100_000;
  private static final double MICROS_IN_MILLI = 1e3;
  // What the collector and the compiler leave differs by this much between two collections.
  private static final double HEAP_NOISE_BYTES = 512 * 1024;

  private final Field field;
  private final Loader loader;
  private final int seconds;
  private final int rounds;
  private final PrintWriter out;
  private final Ratios ratios;
  private final Side scene;

  Measurement(Field field, Loader loader, int seconds, int rounds, long seed, PrintWriter out) {
    this.field = field;
    this.loader = loader;
    this.seconds = seconds;
    this.rounds = rounds;
    this.out = out;
    this.ratios = new Ratios(loader, seconds, seed, out);
    this.scene = optimized("optimized GET /scene", Field.scene());
  }

  private interface Row {
    LimitRow measure() throws IOException, InterruptedException;
  }

  List<LimitRow> rows() throws IOException, InterruptedException {
    peers();
    variants();
    ratios.run(rounds);
    List<LimitRow> rows = new ArrayList<>(ratios.rows());
    rows.add(row("p99 of GET /scene at half of peak load", this::halfOfPeak));
    rows.add(row("allocation of GET /scene beyond Jetty's", this::allocation));
    rows.add(row("live heap after 100,000 requests", this::keptAlive));
    rows.addAll(whileFilesChange());
    return rows;
  }

  // What can't be measured costs none of the other rows.
  private LimitRow row(String what, Row row) throws InterruptedException {
    out.println(what);
    try {
      return row.measure();
    } catch (IOException | RuntimeException failed) {
      return LimitRow.failed(what, "", failed.toString());
    }
  }

  private void peers() {
    Request request = Field.scene();
    ratios.goal(
        "GET /scene / nginx, a constant of the same size",
        0.90,
        scene,
        Side.of("nginx constant", field.nginx().address(), request));
    ratios.goal(
        "GET /scene / Javalin's handler, the same bytes",
        1.7,
        scene,
        Side.of("Javalin bare", field.javalin().address(), request));
    ratios.goal(
        "GET /scene / nginx proxy_cache before original",
        1.2,
        scene,
        Side.of("nginx proxy_cache", field.nginxCache().address(), request));
    ratios.goal(
        "GET /scene / Varnish before original",
        1.2,
        scene,
        Side.of("Varnish", field.varnish().address(), request));
    ratios.goal(
        "GET /scene / Jetty's core handler, the same bytes",
        0,
        scene,
        Side.of("Jetty bare", field.jetty().address(), request));
    ratios.goal(
        "GET /scene / nginx constant, both over HTTP/2",
        0,
        Side.of("optimized over HTTP/2", optimizedAddress(), request).overHttp2(),
        Side.of("nginx over HTTP/2", field.nginxHttp2().address(), request).overHttp2());
  }

  private void variants() throws IOException {
    Request list = Field.scenes();
    both("GET /scenes, the same bytes", 94, list);
    both("GET /scenes, gzip", 300, list.with("Accept-Encoding", "gzip"));
    String tag =
        Connection.ask(optimizedAddress(), list).headers().first("ETag").orElse("\"none\"");
    Request revalidation = list.with("If-None-Match", tag);
    Side held = optimized("optimized GET /scenes, If-None-Match", revalidation).answering(304);
    String originalTag =
        Connection.ask(originalAddress(), list).headers().first("ETag").orElse("\"none\"");
    Request originalRevalidation = list.with("If-None-Match", originalTag);
    Side original =
        Side.of("original GET /scenes, If-None-Match", originalAddress(), originalRevalidation)
            .answering(Connection.ask(originalAddress(), originalRevalidation).status());
    ratios.goal("optimized / original: GET /scenes, If-None-Match", 1000, held, original);
    both(
        "PUT /scene, 1,000 nodes with instances",
        94,
        Request.json("PUT", "/scene", "{\"scene_path\":\"" + SceneProjectGenerator.room(0) + "\"}")
            .authorized(ServerProcess.TOKEN));
    both("GET /scene", 0, Field.scene());
    ratios.goal("GET /scenes 304 / GET /scene", 0.95, held, scene);
  }

  private void both(String what, double atLeast, Request request) {
    ratios.goal(
        "optimized / original: " + what,
        atLeast,
        optimized("optimized " + what, request),
        Side.of("original " + what, originalAddress(), request));
  }

  private Side optimized(String name, Request request) {
    // One side, however many rows name it.
    return Side.of(
        request.equals(Field.scene()) ? "optimized GET /scene" : name, optimizedAddress(), request);
  }

  private Address optimizedAddress() {
    return field.optimized().address();
  }

  private Address originalAddress() {
    return field.original().address();
  }

  private LimitRow halfOfPeak() throws IOException, InterruptedException {
    double rate = ratios.median(scene) / 2;
    if (Double.isNaN(rate)) {
      throw new IOException("no peak was measured");
    }
    OpenModel.Plan plan =
        new OpenModel.Plan(Field.scene(), rate, OPEN_CONNECTIONS, Duration.ofSeconds(rounds));
    OpenModel.run(optimizedAddress(), plan, OpenModel.Witness.NONE);
    OpenModel.Measured measured = OpenModel.run(optimizedAddress(), plan, OpenModel.Witness.NONE);
    return LimitRow.atMost(
        "p99 of GET /scene at half of peak load (%s/s, open model)"
            .formatted(LimitRow.number(rate)),
        5,
        measured.micros().getValueAtPercentile(99) / MICROS_IN_MILLI,
        " ms");
  }

  private LimitRow allocation() throws IOException, InterruptedException {
    double ours = allocatedBytes(field.optimized().pid(), optimizedAddress());
    double bare = allocatedBytes(field.jetty().process().pid(), field.jetty().address());
    return LimitRow.atMost(
        "allocation of GET /scene beyond Jetty's (%s bytes)".formatted(LimitRow.number(bare)),
        512,
        ours - bare,
        " bytes");
  }

  private double allocatedBytes(long pid, Address address)
      throws IOException, InterruptedException {
    try (Allocation allocation = Allocation.of(pid)) {
      long before = allocation.allocatedBytes();
      long requests = loader.wrk(address, Field.scene(), seconds).requests();
      return (allocation.allocatedBytes() - before) / (double) requests;
    }
  }

  private LimitRow keptAlive() throws IOException, InterruptedException {
    JvmMemory memory = new JvmMemory(field.optimized().pid());
    try (Connection connection = Connection.to(optimizedAddress())) {
      byte[] request = connection.prepare(Field.scene());
      ask(connection, request, KEPT_ALIVE_REQUESTS / 10);
      long before = memory.liveHeapBytes();
      ask(connection, request, KEPT_ALIVE_REQUESTS);
      double growth = memory.liveHeapBytes() - before;
      return LimitRow.atMost(
          "growth of live heap over 100,000 requests on one connection",
          HEAP_NOISE_BYTES,
          growth,
          " bytes");
    }
  }

  private static void ask(Connection connection, byte[] request, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      connection.send(request);
    }
  }

  private List<LimitRow> whileFilesChange() throws InterruptedException {
    String what = "p99 of GET /scenes while 100 files a second change";
    out.println(what);
    try (ChangingFiles files = ChangingFiles.in(field.project())) {
      OpenModel.Plan plan =
          new OpenModel.Plan(
              Field.scenes(), LISTINGS_PER_SECOND, 4, Duration.ofSeconds(2L * rounds));
      OpenModel.run(optimizedAddress(), plan, OpenModel.Witness.NONE);
      files.start();
      OpenModel.Measured measured = OpenModel.run(optimizedAddress(), plan, files);
      return List.of(
          LimitRow.atMost(
              what, 20, measured.micros().getValueAtPercentile(99) / MICROS_IN_MILLI, " ms"),
          LimitRow.atMost(
              "oldest answer among them (%d changes)".formatted(files.changes()),
              100,
              files.oldestMillis(),
              " ms"));
    } catch (IOException | RuntimeException failed) {
      return List.of(LimitRow.failed(what, "≤ 20 ms", failed.toString()));
    }
  }
}
