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
  private static final Map<String, Map<Method, Endpoint>> ROUTES = routes();

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
    Map<Method, Endpoint> byMethod = ROUTES.get(rawPath);
    if (byMethod == null) {
      return new Route.UnknownPath();
    }
    Endpoint endpoint = Method.named(methodName).map(byMethod::get).orElse(null);
    return endpoint == null ? new Route.WrongMethod(allowed(byMethod)) : new Route.Found(endpoint);
  }

  private static String allowed(Map<Method, Endpoint> byMethod) {
    return byMethod.keySet().stream().map(Method::name).collect(Collectors.joining(", "));
  }

  private static Map<String, Map<Method, Endpoint>> routes() {
    Map<String, Map<Method, Endpoint>> routes = new HashMap<>();
    for (Endpoint endpoint : Arrays.asList(Endpoint.values())) {
      Map<Method, Endpoint> byMethod =
          routes.computeIfAbsent(endpoint.path(), path -> new EnumMap<>(Method.class));
      byMethod.put(endpoint.method(), endpoint);
      if (endpoint.method() == Method.GET) {
        byMethod.put(Method.HEAD, endpoint);
      }
    }
    return Map.copyOf(routes);
  }
}
