package dev.spacetime.scene;

import dev.spacetime.scene.SceneDocument.Connection;
import dev.spacetime.scene.SceneDocument.Direct;
import dev.spacetime.scene.SceneDocument.Editable;
import dev.spacetime.scene.SceneDocument.ExternalResource;
import dev.spacetime.scene.SceneDocument.NodeEntry;
import dev.spacetime.scene.SceneDocument.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file heading by heading, in the order that the engine's {@code
 * ResourceInteractiveLoaderText} demands. Broken grammar ends the reading; an error of meaning is
 * noted and the reading goes on.
 */
final class DocumentReader implements References, HeadingReader.Warnings {
  private static final int FORMAT_MAX = 4;
  private static final int MODERN_FORMAT_MIN = 3;
  private static final int NODES_WITHOUT_WARNING_MAX = 1_000;

  private final ResourcePath path;
  private final ParseLimits limits;
  private final Tokenizer tokens;
  private final HeadingReader headings;

  private final Map<String, ExternalResource> externalsById = new HashMap<>();
  private final Map<String, Position> subsById = new HashMap<>();
  private final Set<String> usedExternals = new HashSet<>();
  private final Set<String> usedSubs = new HashSet<>();
  private final List<ExternalResource> externals = new ArrayList<>();
  private final List<ResourcePath> dependencies = new ArrayList<>();
  private final List<Direct> direct = new ArrayList<>();
  private final List<NodeEntry> nodes = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final List<Editable> editables = new ArrayList<>();
  private final List<SceneProblem> problems = new ArrayList<>();
  private boolean nodesBegun;
  private boolean resourceBegun;
  private int headingCount;

  DocumentReader(ResourcePath path, byte[] text, ParseLimits limits) {
    this.path = path;
    this.limits = limits;
    this.tokens = new Tokenizer(text);
    this.headings =
        new HeadingReader(tokens, new ValueReader(tokens, this, limits.depthMax()), this);
  }

  SceneDocument read() throws SyntaxException {
    Heading header = header();
    boolean scene = header.name().equals("gd_scene");
    int format = format(header);
    tokens.modern(format >= MODERN_FORMAT_MIN);
    @Nullable Heading heading = headings.heading();
    if (heading == null) {
      throw nothingBehind(scene);
    }
    boolean leading = true;
    while (heading != null) {
      count(heading);
      leading &= heading.name().equals("ext_resource");
      heading = section(scene, leading, heading);
      noteEncoding();
    }
    finish(scene);
    return new SceneDocument(
        path,
        scene,
        format,
        header.has("uid") ? header.text("uid") : null,
        externals,
        dependencies,
        direct,
        nodes,
        connections,
        editables,
        problems);
  }

  private Heading header() throws SyntaxException {
    @Nullable Heading header = headings.heading();
    if (header == null) {
      throw new SyntaxException(ProblemCode.SYNTAX, Position.START, "The file is empty");
    }
    if (!header.name().equals("gd_scene") && !header.name().equals("gd_resource")) {
      throw new SyntaxException(
          ProblemCode.SYNTAX,
          header.position(),
          "A scene begins with [gd_scene …] and a resource with [gd_resource …]");
    }
    if (header.name().equals("gd_resource") && !header.has("type")) {
      missing(header, "type");
    }
    return header;
  }

  private static int format(Heading header) throws SyntaxException {
    int format = header.integer("format", 0);
    if (format > FORMAT_MAX) {
      throw new SyntaxException(
          ProblemCode.UNKNOWN_FORMAT,
          header.position(),
          "Format " + format + " is newer than " + FORMAT_MAX + ", the newest that is known");
    }
    return format;
  }

  private static SyntaxException nothingBehind(boolean scene) {
    return new SyntaxException(
        scene ? ProblemCode.NO_NODES : ProblemCode.SYNTAX,
        Position.START,
        scene ? "The scene has no nodes" : "The resource has no content");
  }

  private void count(Heading heading) throws SyntaxException {
    headingCount++;
    if (headingCount > limits.headingsMax()) {
      throw new SyntaxException(
          ProblemCode.TOO_COMPLEX,
          heading.position(),
          "The file has more than " + limits.headingsMax() + " headings");
    }
  }

  /** Reads what belongs to a heading and gives the next one. */
  private @Nullable Heading section(boolean scene, boolean leading, Heading heading)
      throws SyntaxException {
    return switch (heading.name()) {
      case "ext_resource" -> external(heading, leading);
      case "sub_resource" -> sub(heading);
      case "node" -> node(scene, heading);
      case "connection" -> connection(heading);
      case "editable" -> editable(heading);
      case "resource" -> resource(scene, heading);
      default ->
          throw new SyntaxException(
              ProblemCode.UNKNOWN_HEADING,
              heading.position(),
              "There is no heading of this name here");
    };
  }

  // ---- Resources

  private @Nullable Heading external(Heading heading, boolean leading) throws SyntaxException {
    requireBeforeContent(heading);
    for (String attribute : new String[] {"path", "type", "id"}) {
      if (!heading.has(attribute)) {
        missing(heading, attribute);
      }
    }
    String written = heading.text("path");
    Optional<ResourcePath> target = path.parent().resolve(written);
    ExternalResource external =
        new ExternalResource(
            id(heading),
            heading.text("type"),
            written,
            target,
            heading.has("uid") ? heading.text("uid") : null,
            heading.position());
    if (externalsById.put(external.id(), external) != null) {
      note(
          ProblemCode.DUPLICATE_ID,
          heading.position(),
          "Another external resource has this id; the last one counts");
    }
    externals.add(external);
    if (leading) {
      target.ifPresent(dependencies::add);
    }
    return headings.heading();
  }

  private @Nullable Heading sub(Heading heading) throws SyntaxException {
    requireBeforeContent(heading);
    for (String attribute : new String[] {"type", "id"}) {
      if (!heading.has(attribute)) {
        missing(heading, attribute);
      }
    }
    if (subsById.putIfAbsent(id(heading), heading.position()) != null) {
      note(
          ProblemCode.DUPLICATE_ID,
          heading.position(),
          "Another resource of this file has this id; the first one counts");
    }
    List<String> unused = properties();
    if (headings.following() == null) {
      throw new SyntaxException(
          ProblemCode.NO_NODES, heading.position(), "Behind this resource the file ends");
    }
    return headings.following();
  }

  private @Nullable Heading resource(boolean scene, Heading heading) throws SyntaxException {
    if (scene || resourceBegun) {
      throw misplaced(heading, "A [resource] heading stands once, in a resource's own file");
    }
    resourceBegun = true;
    List<String> unused = properties();
    if (headings.following() != null) {
      throw misplaced(heading, "Behind the [resource] heading the file ends");
    }
    return null;
  }

  private void requireBeforeContent(Heading heading) throws SyntaxException {
    if (nodesBegun || resourceBegun) {
      throw misplaced(heading, "Resources are declared before the first node");
    }
  }

  private String id(Heading heading) {
    Value id = heading.value("id");
    return id == null ? "" : ResourceId.of(id, tokens.isModern());
  }

  // ---- Nodes

  private @Nullable Heading node(boolean scene, Heading heading) throws SyntaxException {
    if (!scene) {
      throw misplaced(heading, "A resource's file has no nodes");
    }
    nodesBegun = true;
    @Nullable Value instance = heading.value("instance");
    @Nullable Value placeholder = heading.value("instance_placeholder");
    if (placeholder != null && nodes.isEmpty()) {
      throw new SyntaxException(
          ProblemCode.PLACEHOLDER_ROOT, heading.position(), "The root can't be a placeholder");
    }
    @Nullable ExternalResource source =
        instance != null && instance.kind() == Value.Kind.EXTERNAL
            ? externalsById.get(instance.text())
            : null;
    nodes.add(
        new NodeEntry(
            heading.text("name"),
            heading.text("type"),
            heading.nodePath("parent"),
            origin(heading, instance, source),
            placeholder == null ? source : null,
            heading.nodePath("owner"),
            heading.integer("index", -1),
            properties(),
            heading.position()));
    return headings.following();
  }

  private static Origin origin(
      Heading heading, @Nullable Value instance, @Nullable ExternalResource source) {
    if (heading.has("instance_placeholder")) {
      return Origin.PLACEHOLDER;
    }
    if (instance != null) {
      return source == null ? Origin.NO_SCENE : Origin.INSTANCE;
    }
    return heading.has("type") ? Origin.TYPE : Origin.OVERRIDE;
  }

  private @Nullable Heading connection(Heading heading) throws SyntaxException {
    requireBehindNodes(heading);
    for (String attribute : new String[] {"from", "to", "signal", "method"}) {
      if (!heading.has(attribute)) {
        missing(heading, attribute);
      }
    }
    connections.add(
        new Connection(
            nodePath(heading, "from").simplified(),
            heading.text("signal"),
            nodePath(heading, "to").simplified(),
            heading.text("method"),
            heading.position()));
    return headings.heading();
  }

  private @Nullable Heading editable(Heading heading) throws SyntaxException {
    requireBehindNodes(heading);
    if (!heading.has("path")) {
      missing(heading, "path");
    }
    editables.add(new Editable(nodePath(heading, "path").simplified(), heading.position()));
    return headings.heading();
  }

  private static NodePath nodePath(Heading heading, String attribute) {
    NodePath nodePath = heading.nodePath(attribute);
    return nodePath == null ? NodePath.EMPTY : nodePath;
  }

  private void requireBehindNodes(Heading heading) throws SyntaxException {
    if (!nodesBegun) {
      throw misplaced(heading, "Before this heading stands at least one node");
    }
  }

  /** The names of the properties up to the next heading, each once. */
  private List<String> properties() throws SyntaxException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (@Nullable String name = headings.property(); name != null; name = headings.property()) {
      if (!name.isEmpty() && seen.add(name)) {
        names.add(name);
      }
    }
    return names;
  }

  // ---- Notes

  @Override
  public void external(String id, Position position) {
    usedExternals.add(id);
    if (!externalsById.containsKey(id)) {
      note(
          ProblemCode.UNDECLARED_RESOURCE,
          position,
          "The external resource " + quoted(id) + " is used here and not declared");
    }
  }

  @Override
  public void sub(String id, Position position) {
    usedSubs.add(id);
    if (!subsById.containsKey(id)) {
      note(
          ProblemCode.UNDECLARED_RESOURCE,
          position,
          "The resource " + quoted(id) + " is used here and not declared before");
    }
  }

  @Override
  public void direct(String written, Position position) {
    direct.add(new Direct(written, path.parent().resolve(written), position));
  }

  @Override
  public void misread(Position position, String message) {
    note(ProblemCode.MISREAD_TEXT, position, message);
  }

  private void finish(boolean scene) throws SyntaxException {
    if (scene && nodes.isEmpty()) {
      throw nothingBehind(true);
    }
    if (!scene && !resourceBegun) {
      throw nothingBehind(false);
    }
    for (ExternalResource external : externals) {
      if (!usedExternals.contains(external.id())) {
        note(
            ProblemCode.UNUSED_RESOURCE,
            external.position(),
            "Nothing uses the external resource " + quoted(external.id()));
      }
    }
    subsById.forEach(
        (id, position) -> {
          if (!usedSubs.contains(id)) {
            note(ProblemCode.UNUSED_RESOURCE, position, "Nothing uses the resource " + quoted(id));
          }
        });
    if (nodes.size() > NODES_WITHOUT_WARNING_MAX) {
      note(
          ProblemCode.MANY_NODES,
          nodes.get(NODES_WITHOUT_WARNING_MAX).position(),
          "The scene has " + nodes.size() + " nodes; more than 1000 are slow to load");
    }
    if (path.value().indexOf(' ') >= 0) {
      note(ProblemCode.SPACE_IN_PATH, Position.START, "The scene's path has spaces");
    }
  }

  private void noteEncoding() {
    if (tokens.tookMisreadText()) {
      note(
          ProblemCode.INVALID_UTF8,
          tokens.tokenPosition(),
          "Before here is text that is no UTF-8; the engine reads it as Latin-1");
    }
  }

  private void missing(Heading heading, String attribute) {
    note(
        ProblemCode.MISSING_ATTRIBUTE,
        heading.position(),
        "The [" + heading.name() + "] heading needs the attribute " + attribute);
  }

  private void note(ProblemCode code, Position position, String message) {
    SceneProblem problem = position.problem(code, path, message);
    // An error decides the verdict, so it is kept even when there is no room for warnings.
    if (problems.size() < limits.problemsMax()
        || (problem.isError() && problems.size() == limits.problemsMax())) {
      problems.add(problem);
    }
  }

  private static SyntaxException misplaced(Heading heading, String message) {
    return new SyntaxException(ProblemCode.MISPLACED_HEADING, heading.position(), message);
  }

  private static String quoted(String id) {
    return '"' + id + '"';
  }
}
