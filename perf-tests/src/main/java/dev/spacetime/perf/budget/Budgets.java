package dev.spacetime.perf.budget;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The budgets of a file, in its order. */
public record Budgets(List<Budget> all) {
  public Budgets {
    all = List.copyOf(all);
  }

  /**
   * @param name of the file, for messages
   * @param profiles that a budget may be for
   * @param endpoints that a budget may be for
   * @throws BudgetFileException with everything that is wrong, each with its line
   */
  public static Budgets parse(
      String name, List<String> lines, Collection<String> profiles, Collection<String> endpoints) {
    return new BudgetFileReader(name, profiles, endpoints).read(lines);
  }

  /** Those that count for a profile: its own, and those of every profile that it has none for. */
  public List<Budget> of(String profile) {
    Map<String, Budget> found = new LinkedHashMap<>();
    for (Budget budget : all) {
      if (budget.profile().equals(profile)) {
        found.put(budget.subject(), budget);
      } else if (budget.profile().equals(Budget.EVERY_PROFILE)) {
        found.putIfAbsent(budget.subject(), budget);
      }
    }
    return List.copyOf(found.values());
  }
}
