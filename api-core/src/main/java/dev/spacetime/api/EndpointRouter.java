package dev.spacetime.api;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the endpoint of a request. A path must equal an endpoint's byte by byte, undecoded: another
 * case, an escaped letter, a parameter, a doubled or trailing slash is an unknown path, so no
 * spelling can slip past a rule that is bound to the endpoint.
 */
public final class EndpointRouter {
  private static final Map<String, Target> TARGETS = targets();
  private static final Route UNKNOWN = new Route.UnknownPath();

  /** Where a request leads. */
  public sealed interface Route {
    record Found(Endpoint endpoint) implements Route {}

    record UnknownPath() implements Route {}

    /**
     * @param allowed the value of the answer's {@code Allow} field
     */
    record WrongMethod(String allowed) implements Route {}
  }

  private EndpointRouter() {}

  /**
   * What one path answers.
   *
   * @param found by the method's name, which is case-sensitive (RFC 9110, section 9.1)
   */
  private record Target(Map<String, Route> found, Route wrongMethod) {
    static Target of(Map<Method, Route> found) {
      Map<String, Route> byName = new HashMap<>();
      found.forEach((method, route) -> byName.put(method.name(), route));
      String allowed = found.keySet().stream().map(Method::name).collect(Collectors.joining(", "));
      return new Target(byName, new Route.WrongMethod(allowed));
    }
  }

  /**
   * @param methodName as it was sent; it may be any token
   */
  public static Route route(String methodName, String rawPath) {
    Target target = TARGETS.get(rawPath);
    return target == null ? UNKNOWN : target.found().getOrDefault(methodName, target.wrongMethod());
  }

  private static Map<String, Target> targets() {
    Map<String, Map<Method, Route>> byPath = new HashMap<>();
    for (Endpoint endpoint : Arrays.asList(Endpoint.values())) {
      Map<Method, Route> byMethod =
          byPath.computeIfAbsent(endpoint.path(), path -> new EnumMap<>(Method.class));
      Route found = new Route.Found(endpoint);
      byMethod.put(endpoint.method(), found);
      if (endpoint.method() == Method.GET) {
        byMethod.put(Method.HEAD, found);
      }
    }
    Map<String, Target> targets = new HashMap<>();
    byPath.forEach((path, byMethod) -> targets.put(path, Target.of(byMethod)));
    return Map.copyOf(targets);
  }
}
