package dev.spacetime.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last loads, newest first. */
public record SceneHistory(List<LoadRecord> loads) {
  public static final int SIZE_MAX = 10;
  public static final SceneHistory EMPTY = new SceneHistory(List.of());

  public SceneHistory {
    loads = List.copyOf(loads.subList(0, Math.min(loads.size(), SIZE_MAX)));
  }

  /** When it last changed; clocks may have been set back. */
  public Optional<Instant> modified() {
    return loads.stream().map(LoadRecord::loadedAt).max(Comparator.naturalOrder());
  }

  SceneHistory with(LoadRecord newest) {
    List<LoadRecord> longer = new ArrayList<>(loads.size() + 1);
    longer.add(newest);
    longer.addAll(loads);
    return new SceneHistory(longer);
  }
}
