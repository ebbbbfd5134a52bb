package example.memo;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verdicts by scene, right while no file of the project has another size or time than when they
 * were found. Where links lead is not known from that, so with links nothing is remembered.
 */
final class VerdictMemo {
  private static final int SCENES_MAX = 1_000;

  private final Path root;
  private final Map<ResourcePath, Verdict> verdicts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourcePath, Verdict> eldest) {
          return size() > SCENES_MAX;
        }
      };

  /**
   * @param state of the project when it was found
   */
  private record Verdict(String state, ApiResponse answer) {}

  VerdictMemo(Path root) {
    this.root = root;
  }

  ApiResponse of(ResourcePath scene, Supplier<ApiResponse> found) {
    Optional<String> state = state();
    if (state.isEmpty()) {
      return found.get();
    }
    synchronized (verdicts) {
      Verdict known = verdicts.get(scene);
      if (known != null && known.state().equals(state.get())) {
        return known.answer();
      }
    }
    ApiResponse answer = found.get();
    // Files that changed while it was found would make it wrong later.
    if (state().equals(state)) {
      synchronized (verdicts) {
        verdicts.put(scene, new Verdict(state.get(), answer));
      }
    }
    return answer;
  }

  long clear() {
    synchronized (verdicts) {
      long gone = verdicts.size();
      verdicts.clear();
      return gone;
    }
  }

  private Optional<String> state() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      boolean[] links = {false};
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              links[0] |= attributes.isSymbolicLink();
              String line = file + "\n" + attributes.size() + attributes.lastModifiedTime() + "\n";
              digest.update(line.getBytes(StandardCharsets.UTF_8));
              return FileVisitResult.CONTINUE;
            }
          });
      return links[0] ? Optional.empty() : Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | NoSuchAlgorithmException unknown) {
      return Optional.empty();
    }
  }
}
