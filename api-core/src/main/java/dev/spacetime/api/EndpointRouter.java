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
  private static final Map<String, Map<Method, Route>> ROUTES = routes();
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
   * @param methodName as it was sent; it may be any token
   */
  public static Route route(String methodName, String rawPath) {
    Map<Method, Route> byMethod = ROUTES.get(rawPath);
    return byMethod == null
        ? UNKNOWN
        : Method.named(methodName)
            .map(byMethod::get)
            .orElseGet(() -> new Route.WrongMethod(allowed(byMethod)));
  }

  private static String allowed(Map<Method, Route> byMethod) {
    return byMethod.keySet().stream().map(Method::name).collect(Collectors.joining(", "));
  }

  private static Map<String, Map<Method, Route>> routes() {
    Map<String, Map<Method, Route>> routes = new HashMap<>();
    for (Endpoint endpoint : Arrays.asList(Endpoint.values())) {
      Map<Method, Route> byMethod =
          routes.computeIfAbsent(endpoint.path(), path -> new EnumMap<>(Method.class));
      Route found = new Route.Found(endpoint);
      byMethod.put(endpoint.method(), found);
      if (endpoint.method() == Method.GET) {
        byMethod.put(Method.HEAD, found);
      }
    }
    return Map.copyOf(routes);
  }
}
