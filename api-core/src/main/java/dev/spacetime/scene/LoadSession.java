package dev.spacetime.scene;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A source that asks for each file once and notes which files it was asked about. */
final class LoadSession implements DocumentSource {
  private final DocumentSource source;
  private final Map<ResourcePath, ParseResult> results = new HashMap<>();
  private final Map<ResourcePath, Boolean> existence = new HashMap<>();
  private final Set<ResourcePath> asked = new LinkedHashSet<>();

  LoadSession(DocumentSource source) {
    this.source = source;
  }

  @Override
  public boolean exists(ResourcePath path) {
    asked.add(path);
    return existence.computeIfAbsent(path, source::exists);
  }

  @Override
  public ParseResult document(ResourcePath path) {
    asked.add(path);
    return results.computeIfAbsent(path, source::document);
  }

  Set<ResourcePath> asked() {
    return asked;
  }
}
