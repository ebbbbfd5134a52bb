package dev.spacetime.api;

/**
 * One request as the contract sees it.
 *
 * @param method the method that was sent; a {@code HEAD} is answered by the endpoint of its {@code
 *     GET}
 * @param path the path as it was sent, undecoded, without the query
 * @param query the query as it was sent, undecoded, empty where there is none
 * @param requestId names this request in the log and in its answer
 */
public record ApiRequest(
    Method method,
    String path,
    String query,
    HeaderFields headers,
    RequestBody body,
    ClientAddress client,
    String requestId) {
  /** The same request but for these parts. */
  public ApiRequest with(String otherQuery, HeaderFields otherHeaders, RequestBody otherBody) {
    return new ApiRequest(method, path, otherQuery, otherHeaders, otherBody, client, requestId);
  }
}
