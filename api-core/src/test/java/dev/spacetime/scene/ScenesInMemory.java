package dev.spacetime.scene;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A small project without a disk. */
final class ScenesInMemory implements DocumentSource {
  private final Map<ResourcePath, byte[]> files = new HashMap<>();

  ScenesInMemory with(String path, String text) {
    return with(new ResourcePath(path), text.getBytes(StandardCharsets.UTF_8));
  }

  ScenesInMemory with(ResourcePath path, byte[] text) {
    files.put(path, text);
    return this;
  }

  @Override
  public boolean exists(ResourcePath path) {
    return files.containsKey(path);
  }

  @Override
  public ParseResult document(ResourcePath path) {
    byte[] text = files.get(path);
    return text == null
        ? new ParseResult.Refused(
            SceneProblem.ofFile(ProblemCode.FILE_NOT_FOUND, path, "There is no such file."))
        : SceneParser.parse(path, text, ParseLimits.DEFAULT);
  }

  SceneReport validate(String path) {
    return new SceneValidator(this).validate(new ResourcePath(path));
  }

  SceneDocument parsed(String path) {
    return ((ParseResult.Parsed) document(new ResourcePath(path))).document();
  }

  SceneExpansion expand(String path) {
    return SceneTree.expand(parsed(path), this, ParseLimits.DEFAULT.nodesMax());
  }
}
