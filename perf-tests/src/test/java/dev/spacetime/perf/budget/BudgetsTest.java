package dev.spacetime.perf.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private static Budgets parse(String text) {
    return Budgets.parse(
        "f.budgets", text.lines().toList(), List.of("steady", "burst"), List.of("GET /scene"));
  }

  @Test
  void theProfilesOwnLineWinsWhereverItStands() {
    Budgets budgets =
        parse(
            """
            # comment
            [steady GET /scene]
            p50_millis = 3
            [every GET /scene]
            p50_millis = 50
            p95_millis = 100
            """);
    assertThat(budgets.of("steady")).extracting(Budget::limit).containsExactly(3.0, 100.0);
    assertThat(budgets.of("burst")).extracting(Budget::limit).containsExactly(50.0, 100.0);
  }

  @Test
  void everythingThatIsWrongIsToldWithLineAndKey() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    p50_millis = 1
                    [every GET /scene]
                    p59_millis = 1
                    p95_millis = fast
                    p99_millis
                    recovery_seconds = 1
                    p50_millis = 1
                    p50_millis = 2
                    [evry]
                    [every GET /scone]
                    [every
                    """))
        .isInstanceOf(BudgetFileException.class)
        .hasMessageContaining("f.budgets line 1: p50_millis = 1 stands before the first [section]")
        .hasMessageContaining("line 3: unknown key p59_millis; did you mean p50_millis?")
        .hasMessageContaining("line 4: p95_millis = fast must be a number")
        .hasMessageContaining("line 5: p99_millis =  must be a number")
        .hasMessageContaining("line 6: recovery_seconds is a figure of the whole run")
        .hasMessageContaining("line 8: p50_millis is given twice")
        .hasMessageContaining("line 9: unknown profile evry; did you mean every?")
        .hasMessageContaining("line 10: unknown endpoint GET /scone; did you mean GET /scene?")
        .hasMessageContaining("line 11: [every is no section");
    assertThatThrownBy(() -> parse("# nothing")).hasMessageContaining("holds no budget");
  }
}
