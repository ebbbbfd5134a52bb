package dev.spacetime.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept to be given again, the same to everybody who may have it, and beside it
 * the form that a transport made of it when it first sent it. Whoever keeps it drops both at once.
 */
public final class HeldAnswer {
  private final ApiResponse answer;
  private volatile @Nullable Object form;

  public HeldAnswer(ApiResponse answer) {
    this.answer = answer;
    answer.content().keep();
  }

  public ApiResponse answer() {
    return answer;
  }

  /**
   * The form for a transport, made once. There is one transport: another type makes it anew.
   *
   * @param make pure; two threads may make it at the same time
   */
  public <F> F form(Class<F> type, Function<ApiResponse, F> make) {
    Object made = form;
    if (type.isInstance(made)) {
      return type.cast(made);
    }
    F fresh = make.apply(answer);
    form = fresh;
    return fresh;
  }
}
