package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resources that a file's head declares, and which of them its values use. */
final class ResourceTable {
  private final ResourcePath file;
  private final List<ExternalResource> externals = new ArrayList<>();
  private final List<SubResource> subResources = new ArrayList<>();
  private final List<ExternalResource> directLoads = new ArrayList<>();
  private final Map<String, ExternalResource> externalById = new HashMap<>();
  private final Set<String> subIds = new HashSet<>();
  private final Set<ExternalResource> usedExternals = new HashSet<>();
  private final Set<String> usedSubIds = new HashSet<>();
  private boolean declaring;

  ResourceTable(ResourcePath file) {
    this.file = file;
  }

  /**
   * From here on references by id are understood. Up to a file's second heading the engine takes
   * {@code ExtResource} and {@code SubResource} for paths to load.
   */
  void beginDeclarations() {
    declaring = true;
  }

  boolean declaring() {
    return declaring;
  }

  /** Of two with one id the later one counts. Answers whether the id is new. */
  boolean declare(ExternalResource external) {
    externals.add(external);
    return externalById.put(external.id(), external) == null;
  }

  /** Of two with one id the earlier one counts. Answers whether the id is new. */
  boolean declare(SubResource subResource) {
    subResources.add(subResource);
    return subIds.add(subResource.id());
  }

  @Nullable ExternalResource use(String externalId) {
    ExternalResource external = externalById.get(externalId);
    if (external != null) {
      usedExternals.add(external);
    }
    return external;
  }

  boolean useSub(String subId) {
    usedSubIds.add(subId);
    return subIds.contains(subId);
  }

  /** A path in a value starts at the project folder, wherever the file is. */
  ExternalResource load(String written, TextPosition position) {
    ResourcePath target = ResourcePath.referenced(ResourcePath.ROOT, written).orElse(null);
    ExternalResource load =
        new ExternalResource("", "", written, target, null, position.line(), position.column());
    directLoads.add(load);
    return load;
  }

  ResourcePath file() {
    return file;
  }

  List<ExternalResource> externals() {
    return externals;
  }

  List<SubResource> subResources() {
    return subResources;
  }

  List<ExternalResource> directLoads() {
    return directLoads;
  }

  List<ExternalResource> unusedExternals() {
    return externals.stream().filter(external -> !usedExternals.contains(external)).toList();
  }

  List<SubResource> unusedSubResources() {
    return subResources.stream().filter(sub -> !usedSubIds.contains(sub.id())).toList();
  }
}
