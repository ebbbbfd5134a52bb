package dev.spacetime.server.rollout;

import java.util.Locale;

/**
 * A figure, and what its values say apart from the evidence.
 *
 * @param looksWorse by at least the least effect, be it by chance
 * @param isWorseSomewhere likewise on the whole or at one endpoint with enough samples
 * @param worst the figures of the endpoint that looks worst, as a text; empty for none
 */
record JudgedFigure(
    GuardFigure figure, boolean looksWorse, boolean isWorseSomewhere, String worst) {
  JudgedFigure(GuardFigure figure, boolean looksWorse, boolean isWorseSomewhere) {
    this(figure, looksWorse, isWorseSomewhere, "");
  }

  // Evidence half-way to its limit, as evidence is multiplied.
  private boolean isSuspicious() {
    return figure.evidence() >= Math.sqrt(figure.limit());
  }

  boolean condemns() {
    return figure.evidence() >= figure.limit() && isWorseSomewhere;
  }

  boolean forbidsPromotion() {
    return looksWorse || isSuspicious();
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s is %.4g, that of the stable variant %.4g%s, with evidence %.3g of %.3g after %d"
            + " samples",
        figure.name(),
        figure.candidate(),
        figure.stable(),
        worst.isEmpty() ? "" : " (" + worst + ")",
        figure.evidence(),
        figure.limit(),
        figure.samples());
  }
}
