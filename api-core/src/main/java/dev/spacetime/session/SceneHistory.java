package dev.spacetime.session;

import java.util.ArrayList;
import java.util.List;

/** The last loads, newest first. */
public record SceneHistory(List<LoadRecord> loads) {
  public static final int SIZE_MAX = 10;
  public static final SceneHistory EMPTY = new SceneHistory(List.of());

  public SceneHistory {
    loads = List.copyOf(loads.subList(0, Math.min(loads.size(), SIZE_MAX)));
  }

  SceneHistory with(LoadRecord newest) {
    List<LoadRecord> longer = new ArrayList<>(loads.size() + 1);
    longer.add(newest);
    longer.addAll(loads);
    return new SceneHistory(longer);
  }
}
