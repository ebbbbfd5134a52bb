package dev.spacetime.server.shadow;

import dev.spacetime.comparison.Difference;
import java.util.List;

/**
 * What a mismatch does when its request is run again, out of sight.
 *
 * @param smallest the shortest request found that still differs; the whole one when none was
 * @param differences of the smallest; empty when the request does not differ any more
 * @param runs how many requests were tried
 */
public record Replay(Mismatch.ShownRequest smallest, List<Difference> differences, int runs) {}
