package dev.spacetime.server.shadow;

import java.util.List;

/**
 * Some of the mismatches, newest first.
 *
 * @param total how many are kept
 */
public record MismatchPage(List<Mismatch> mismatches, int total) {
  public MismatchPage {
    mismatches = List.copyOf(mismatches);
  }
}
