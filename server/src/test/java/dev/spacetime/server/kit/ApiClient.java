package dev.spacetime.server.kit;

import java.util.List;

/** A way to reach a platform. */
public interface ApiClient extends AutoCloseable {
  Reply send(Call call);

  /** The clients of the single platforms behind this one. */
  default List<ApiClient> single() {
    return List.of(this);
  }

  @Override
  default void close() {}
}
