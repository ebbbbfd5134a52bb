package dev.spacetime.server.kit;

import java.time.Duration;
import java.util.List;

/** A way to reach a platform. */
public interface ApiClient extends AutoCloseable {
  Reply send(Call call);

  /** The clients of the single platforms behind this one. */
  default List<ApiClient> single() {
    return List.of(this);
  }

  /** Lets time pass for the platforms. */
  default void pass(Duration time) {
    throw new UnsupportedOperationException("This client does not own its platform");
  }

  @Override
  default void close() {}
}
