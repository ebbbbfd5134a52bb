package dev.spacetime.perf;

import dev.spacetime.api.Endpoint;
import dev.spacetime.api.EndpointRouter;
import dev.spacetime.api.EndpointRouter.Route;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find the endpoint of a request, beside two simpler ways. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
  /** Ways to find an endpoint. */
  public enum Contender {
    /** The server's: a map of paths, then of methods. */
    ROUTER,
    /** One after the other. */
    SCAN,
    /** One map of method and path, glued together for each request. */
    JOINED
  }

  @Param({"ROUTER", "SCAN", "JOINED"})
  public Contender contender = Contender.ROUTER;

  private String[] methods = {};
  private String[] paths = {};
  private int next;
  private BiFunction<String, String, Optional<Endpoint>> finder =
      (method, path) -> Optional.empty();

  @Setup
  public void prepare() {
    Endpoint[] all = Endpoint.values();
    methods = Stream.of(all).map(endpoint -> endpoint.method().name()).toArray(String[]::new);
    // As they come from a socket: equal, not the same object.
    paths =
        Stream.of(all)
            .map(endpoint -> new String(endpoint.path().toCharArray()))
            .toArray(String[]::new);
    finder = finder();
    for (int i = 0; i < all.length; i++) {
      Optional<Endpoint> found = finder.apply(methods[i], paths[i]);
      if (found.isEmpty() || found.get() != all[i] || finder.apply("GET", "/x").isPresent()) {
        throw new IllegalStateException(contender + " finds " + found + " for " + all[i]);
      }
    }
  }

  private BiFunction<String, String, Optional<Endpoint>> finder() {
    return switch (contender) {
      case ROUTER -> RoutingBenchmark::routed;
      case SCAN ->
          (method, path) ->
              Stream.of(Endpoint.values())
                  .filter(endpoint -> endpoint.path().equals(path))
                  .filter(endpoint -> endpoint.method().name().equals(method))
                  .findFirst();
      case JOINED -> {
        Map<String, Endpoint> joined =
            Stream.of(Endpoint.values())
                .collect(
                    Collectors.toUnmodifiableMap(
                        endpoint -> endpoint.method().name() + " " + endpoint.path(),
                        Function.identity()));
        yield (method, path) -> Optional.ofNullable(joined.get(method + " " + path));
      }
    };
  }

  private static Optional<Endpoint> routed(String method, String path) {
    return EndpointRouter.route(method, path) instanceof Route.Found found
        ? Optional.of(found.endpoint())
        : Optional.empty();
  }

  @Benchmark
  public Optional<Endpoint> find() {
    next = (next + 1) % paths.length;
    return finder.apply(methods[next], paths[next]);
  }
}
