package dev.spacetime.api.wire;

import dev.spacetime.api.Json;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bytes of {@link ScenesAnswer}, put together from scenes that were encoded one by one. */
public final class EncodedScenes {
  private static final byte[] BEGIN = "{\"scenes\":[".getBytes(StandardCharsets.US_ASCII);

  private EncodedScenes() {}

  public static byte[] scene(SceneFile file) {
    return Json.bytes(ScenesAnswer.Scene.of(file));
  }

  /**
   * @param scenes of the page, encoded
   * @param last the page's last path, where more follow
   */
  public static byte[] page(ScenesQuery query, List<byte[]> scenes, Optional<ResourcePath> last) {
    byte[] frame =
        Json.bytes(
            new ScenesAnswer(
                List.of(),
                scenes.size(),
                query.directory().value(),
                query.includeAddons(),
                last.map(ScenesQuery::cursor).orElse(null)));
    int commas = Math.max(scenes.size() - 1, 0);
    int bytes = frame.length + commas + scenes.stream().mapToInt(scene -> scene.length).sum();
    ByteBuffer page = ByteBuffer.allocate(bytes).put(BEGIN);
    for (byte[] scene : scenes) {
      if (page.position() > BEGIN.length) {
        page.put((byte) ',');
      }
      page.put(scene);
    }
    return page.put(frame, BEGIN.length, frame.length - BEGIN.length).array();
  }
}
