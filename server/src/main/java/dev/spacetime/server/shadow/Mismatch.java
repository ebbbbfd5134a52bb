package dev.spacetime.server.shadow;

import dev.spacetime.comparison.Difference;
import java.time.Instant;
import java.util.List;

/**
 * One request that the two sides answered differently, fit to be shown: without secrets.
 *
 * @param number counts from 1, never used twice by one server
 * @param stable the name of the stable variant
 * @param candidate the name of the candidate
 * @param request as it can be replayed
 * @param stableAnswer cut to a bound
 * @param candidateAnswer cut to a bound
 * @param differences of the answers, stable side first
 * @param stateDifferences of the states that a change left behind, stable side first
 */
public record Mismatch(
    long number,
    Instant time,
    String stable,
    String candidate,
    ShownRequest request,
    ShownAnswer stableAnswer,
    ShownAnswer candidateAnswer,
    List<Difference> differences,
    List<Difference> stateDifferences) {
  /**
   * @param headers one line each; the value of a secret is {@code (removed)}
   */
  public record ShownRequest(
      String method, String path, String query, List<String> headers, String body) {}

  /**
   * @param body cut to a bound
   */
  public record ShownAnswer(int status, List<String> headers, String body) {}

  public Mismatch {
    differences = List.copyOf(differences);
    stateDifferences = List.copyOf(stateDifferences);
  }
}
