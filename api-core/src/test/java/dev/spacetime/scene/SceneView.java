package dev.spacetime.scene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What this package says of a scene, in the words of the files with the engine's facts. */
final class SceneView {
  private static final String NONE = "null";

  private final ResourcePath path;
  private final DocumentSource source;
  private final SceneReport report;
  private final List<String> dependencies;
  private final Optional<SceneDocument> document;

  private SceneView(ProjectFiles files, ResourcePath path) throws IOException {
    this.path = path;
    this.source = DocumentSource.uncached(files);
    this.report = new SceneValidator(source).validate(path);
    this.dependencies = SceneParser.dependencies(path, files.read(path));
    this.document = parsed(path);
  }

  static SceneView of(ProjectFiles files, String path) throws IOException {
    return new SceneView(files, new ResourcePath(path));
  }

  Map<String, Object> sceneFacts() {
    SceneDocument scene = document.orElseThrow();
    SceneNode root = scene.nodes().get(0);
    Map<String, Object> facts = new TreeMap<>();
    facts.put("loads", report.loads());
    facts.put("node_count", scene.nodes().size());
    facts.put("connection_count", scene.connections().size());
    facts.put("root_name", root.shownName());
    facts.put("root_type", Optional.ofNullable(root.type()).orElse(""));
    facts.put("root_instance", instance(root));
    facts.put("instanced_owned_count", ownedNodes().size());
    facts.put("dependencies", dependencies);
    facts.put("nodes", nodes(false, scene.nodes().size()));
    facts.put("connections", scene.connections().stream().map(SceneView::connection).toList());
    return facts;
  }

  Map<String, Object> treeFacts() {
    return Map.of("tree", ownedNodes().stream().map(SceneView::treeNode).toList());
  }

  /** The facts of a file that may be broken: what does not load is known by nothing more. */
  Map<String, Object> oddFacts(int nodesTold) {
    Map<String, Object> facts = new TreeMap<>();
    boolean scene = report.loads() && document.map(SceneDocument::isScene).orElse(false);
    facts.put("loads", report.loads());
    facts.put("is_scene", report.loads() ? scene : NONE);
    facts.put("instances", scene ? report.instances() : NONE);
    facts.put("dependencies", dependencies);
    facts.put("node_count", scene ? document.orElseThrow().nodes().size() : NONE);
    facts.put("connection_count", scene ? document.orElseThrow().connections().size() : NONE);
    facts.put("instanced_node_count", report.instances() ? tree().size() : NONE);
    facts.put("nodes", scene ? nodes(true, nodesTold) : List.of());
    return facts;
  }

  /** A fact in plain collections, so that it can be compared. */
  static Object plain(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().map(SceneView::plain).toList();
    }
    if (node.isObject()) {
      Map<String, Object> members = new LinkedHashMap<>();
      node.propertyStream()
          .forEach(member -> members.put(member.getKey(), plain(member.getValue())));
      return members;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.intValue() : node.stringValue(NONE);
  }

  private List<Map<String, Object>> nodes(boolean withProperties, int told) {
    List<Map<String, Object>> views = new ArrayList<>();
    for (SceneNode node : document.orElseThrow().nodes()) {
      Map<String, Object> view = new TreeMap<>();
      view.put("path", node.path());
      view.put("type", Optional.ofNullable(node.type()).orElse(""));
      view.put("instance", instance(node));
      if (withProperties) {
        view.put("properties", List.copyOf(new TreeSet<>(node.properties())));
      }
      views.add(view);
    }
    // Of the largest file the engine's facts tell only the first nodes.
    return views.size() > 400 ? views.subList(0, told) : views;
  }

  /** The engine counts a second root's scene as the base, too. */
  private String instance(SceneNode node) {
    SceneNode root = document.orElseThrow().nodes().get(0);
    SceneNode instanced = node.parentPath() == null && node.isOverride() ? root : node;
    return instanced.instance() instanceof NodeInstance.Of of
        ? of.resource().path().filter(this::isScene).map(ResourcePath::value).orElse(NONE)
        : NONE;
  }

  private boolean isScene(ResourcePath target) {
    return parsed(target).map(SceneDocument::isScene).orElse(false);
  }

  private Optional<SceneDocument> parsed(ResourcePath file) {
    return source.document(file) instanceof ParseResult.Parsed parsed
        ? Optional.of(parsed.document())
        : Optional.empty();
  }

  private List<SceneTreeNode> tree() {
    return SceneTree.expand(document.orElseThrow(), source, 1_000_000).tree().orElseThrow().nodes();
  }

  private List<SceneTreeNode> ownedNodes() {
    return tree().stream().filter(node -> node.owned() || node.parent().isEmpty()).toList();
  }

  private static Map<String, Object> treeNode(SceneTreeNode node) {
    Map<String, Object> view = new TreeMap<>();
    view.put("path", node.path());
    view.put("type", node.type());
    node.scene().ifPresent(scene -> view.put("scene", scene.value()));
    return view;
  }

  private static Map<String, Object> connection(SceneConnection connection) {
    Map<String, Object> view = new TreeMap<>();
    view.put("from", connection.from().toString());
    view.put("signal", connection.signal());
    view.put("to", connection.to().toString());
    view.put("method", connection.method());
    return view;
  }

  @Override
  public String toString() {
    return path.value();
  }
}
