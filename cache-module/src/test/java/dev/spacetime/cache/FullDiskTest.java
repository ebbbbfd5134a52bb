package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up costs hits, and no answer. */
@Timeout(120)
class FullDiskTest {
  private static final int KEYS = 1_000;

  @TempDir Path folder;

  /**
   * Loads many keys twice into a region with so large a disk tier, after filling up the disk if it
   * is told to.
   */
  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      try (Caches caches = Caches.open(CachesSpec.DEFAULT.withFolder(folder.resolve("cache")))) {
        Region<Integer, String> region = caches.region(spec(arguments[1]));
        if (arguments.length > 2) {
          fillUp(folder.resolve("filling"));
        }
        for (int load = 0; load < 2 * KEYS; load++) {
          int key = load % KEYS;
          if (!region.get(key, FullDiskTest::value).equals(value(key))) {
            throw new AssertionError("Key " + key + " has a wrong value");
          }
        }
        System.out.println(region.statistics().disk().size() > 0 ? "with disk" : "without disk");
        System.out.println("failures " + region.statistics().failures());
      }
      System.out.println("closed");
    }

    private static void fillUp(Path file) throws IOException {
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int megabyte = 0; megabyte < 100; megabyte++) {
          out.write(new byte[1 << 20]);
        }
        throw new AssertionError("This disk does not fill up");
      } catch (IOException full) {
        System.out.println("full");
      }
    }
  }

  /** Ends well if it could be started at all. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      System.out.println("started");
    }
  }

  @Test
  void aTierThatFindsNoRoomIsDoneWithout() throws Exception {
    // No file over a megabyte: writing fails as on a full disk.
    List<String> limited = List.of("sh", "-c", "ulimit -f 2048 && exec \"$@\"", "sh");
    expect(limited, List.of("50MB"), "without disk", "failures 0", "closed");
  }

  /** A file system of four megabytes, in a mount name space of its own. */
  @Test
  void aDiskThatFillsUpCostsNoAnswer() throws Exception {
    List<String> small =
        Stream.of("-rm", "-m")
            .map(this::onSmallDisk)
            .filter(FullDiskTest::works)
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("A small disk needs name spaces for users, or root"));
    expect(small, List.of("2MB", "full"), "full", "with disk", "failures 0", "closed");
  }

  private List<String> onSmallDisk(String nameSpaces) {
    String mount = "mount -t tmpfs -o size=4m none '%s' && exec \"$@\"".formatted(folder);
    return List.of("unshare", nameSpaces, "sh", "-c", mount, "sh");
  }

  private static boolean works(List<String> wrapper) {
    try (ChildProcess probe = ChildProcess.start(wrapper, Probe.class)) {
      return "started".equals(probe.line());
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private void expect(List<String> wrapper, List<String> arguments, String... lines)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(folder.toString()));
    all.addAll(arguments);
    try (ChildProcess loader =
        ChildProcess.start(wrapper, Loader.class, all.toArray(String[]::new))) {
      // Not to its end: after a close that failed Ehcache's idle threads keep the process for 30 s.
      for (String line : lines) {
        assertThat(loader.line()).isEqualTo(line);
      }
    }
  }

  private static String value(int key) {
    return "value of %d ".formatted(key).repeat(200);
  }

  private static RegionSpec<Integer, String> spec(String disk) {
    return RegionSpec.of(
        "full",
        Integer.class,
        String.class,
        RegionSettings.of(Duration.ofHours(1)).with("heap=10, disk=" + disk),
        new Encoding<>(
            new KeyCodec<>(String::valueOf, Integer::valueOf),
            ValueCodec.utf8(),
            (key, value) -> true));
  }
}
