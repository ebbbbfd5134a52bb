package dev.spacetime.optimized;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer that follows from an immutable snapshot, built once for each snapshot. Current by
 * construction: the snapshot is fetched anew for every request and compared by identity.
 */
final class SnapshotAnswer<S> {
  private final Function<S, ApiResponse> build;
  private volatile @Nullable Kept<S> kept;

  private record Kept<S>(S snapshot, HeldAnswer answer) {}

  SnapshotAnswer(Function<S, ApiResponse> build) {
    this.build = build;
  }

  HeldAnswer of(S snapshot) {
    Kept<S> last = kept;
    if (last != null && last.snapshot() == snapshot) {
      return last.answer();
    }
    // Two threads may build the same answer; either is right.
    HeldAnswer answer = new HeldAnswer(build.apply(snapshot));
    kept = new Kept<>(snapshot, answer);
    return answer;
  }
}
