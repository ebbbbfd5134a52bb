package dev.spacetime.perf.budget;

import java.util.List;

/** A file of budgets that can't be meant so. */
public final class BudgetFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems each names the line
   */
  BudgetFileException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
