package dev.spacetime.server.program;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program on a disk that is full or fails, and with a clock that is an hour off what
 * the run before had: it starts and is right, what it can't keep is refused, and it recovers.
 */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class FaultyMachineIT {
  private static final Call SOUND = Operator.validating("res://levels/one.tscn");
  private static final Call CHANGED = Operator.validating("res://main.tscn");
  private static final Path LIBRARIES = Path.of("/usr/lib");

  /** In a name space of its own: a small file system over the data folder, filled to the brim. */
  private static final String ON_A_FULL_DISK =
      "mount -t tmpfs -o size=64m none \"$0\" && cp -a \"$SOUND/.\" \"$0\""
          + " && { cat /dev/zero > \"$0/filler\" 2> /dev/null; exec \"$@\"; }";

  @TempDir Path folder;
  private TestProject project;
  private Path data;

  /** What the run before left: verdicts, an entry of the whitelist and a token for half an hour. */
  private record Before(String sound, String changed, String brief) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = TestProject.in(folder);
    data = folder.resolve("data");
  }

  private Program start(List<String> wrapper, Map<String, String> environment, String variant)
      throws IOException {
    return Program.startUnder(
        wrapper,
        folder,
        environment,
        "--port=0",
        "--rate-limit=off",
        "--variant=" + variant,
        "--project=" + project.root(),
        "--data-dir=" + data);
  }

  private Before runOnce(String variant) throws Exception {
    try (Program program = start(List.of(), Map.of(), variant)) {
      Operator operator = Operator.of(program, data);
      String brief =
          operator.expect(Operator.creating("brief", 1_800)).json().path("secret").stringValue("");
      operator.expect(Operator.adding("res://kept/1/"));
      Before before =
          new Before(operator.expect(SOUND).text(), operator.expect(CHANGED).text(), brief);
      program.terminate();
      assertThat(program.ended().status()).isZero();
      project.write("main.tscn", "[gd_scene format=3]\n\n[node name=\"Main\" type=\n");
      return before;
    }
  }

  private static void isRight(Operator operator, Before before) {
    assertThat(operator.expect(SOUND).text()).isEqualTo(before.sound());
    assertThat(operator.expect(CHANGED).text())
        .isNotEqualTo(before.changed())
        .contains("\"valid\":false");
  }

  private static void changesAreRefused(Operator operator, String variant) {
    String other = variant.equals("original") ? "optimized" : "original";
    for (Call change :
        List.of(
            Operator.adding("res://kept/2/"),
            Operator.creating("another", 60),
            Operator.revoking("brief"),
            Operator.switching(other, "it is full"))) {
      Reply reply = operator.send(change);
      assertThat(reply.status()).as("%s: %s", change, reply.text()).isEqualTo(503);
      assertThat(reply.text()).contains("nothing was changed");
    }
    assertThat(operator.directories()).containsExactly("res://kept/1/");
    String active = operator.expect(Call.get("/admin/variant")).text();
    assertThat(active).contains("\"active\":\"" + variant + "\"");
  }

  private static void changesAreTaken(Operator operator, Before before) {
    operator.expect(Operator.adding("res://kept/2/"));
    operator.expect(Operator.revoking("brief"));
    assertThat(operator.directories()).containsExactly("res://kept/1/", "res://kept/2/");
    assertThat(operator.as(before.brief()).send(Call.get("/scenes")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void fullDisk(String variant) throws Exception {
    Before before = runOnce(variant);
    Path sound = folder.resolve("sound");
    Files.move(data, sound);
    Files.createDirectory(data);
    List<String> wrapper = List.of("unshare", "-rm", "sh", "-c", ON_A_FULL_DISK, data.toString());
    try (Program program = start(wrapper, Map.of("SOUND", sound.toString()), variant)) {
      program.address();
      Path disk = Path.of("/proc/" + program.pid() + "/root" + data);
      Operator operator = Operator.of(program, disk);
      isRight(operator, before);
      // The caches gave up what they could not keep.
      fill(disk.resolve("filler"));
      changesAreRefused(operator, variant);
      assertThat(operator.as(before.brief()).send(Call.get("/scenes")).status()).isEqualTo(200);
      Files.delete(disk.resolve("filler"));
      changesAreTaken(operator, before);
      isRight(operator, before);
    }
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[4_096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessage("No space left on device");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void failingDisk(String variant) throws Exception {
    Before before = runOnce(variant);
    Path control = folder.resolve("control");
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD",
            library("fiu_run_preload.so", "libfiu0")
                + ":"
                + library("fiu_posix_preload.so", "libfiu0"),
            "FIU_CTRL_FIFO",
            control.toString());
    try (Program program = start(List.of(), environment, variant)) {
      Operator operator = Operator.of(program, data);
      String fifo = control + "-" + program.pid();
      // EIO where what is written is to be on the disk; no socket is ever asked for that.
      tell(fifo, "enable name=posix/io/sync/fsync,failinfo=5");
      tell(fifo, "enable name=posix/io/sync/fdatasync,failinfo=5");
      isRight(operator, before);
      changesAreRefused(operator, variant);
      tell(fifo, "disable name=posix/io/sync/fsync");
      tell(fifo, "disable name=posix/io/sync/fdatasync");
      changesAreTaken(operator, before);
      isRight(operator, before);
    }
  }

  // One command to the library that makes calls fail, and its answer.
  private static void tell(String fifo, String command) throws IOException {
    Files.write(Path.of(fifo + ".in"), (command + "\n").getBytes(US_ASCII));
    assertThat(Files.readString(Path.of(fifo + ".out")).strip()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "original, +1h, 401",
    "original, -1h, 200",
    "optimized, +1h, 401",
    "optimized, -1h, 200"
  })
  void clockAnHourOff(String variant, String shift, int halfAnHourLater) throws Exception {
    Before before = runOnce(variant);
    // Else the library takes the ends of waits, which count on the steady clock, for times of day:
    // each wait of the virtual machine would end at once, or an hour late.
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD",
            library("libfaketimeMT.so.1", "faketime"),
            "FAKETIME",
            shift,
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0");
    try (Program program = start(List.of(), environment, variant)) {
      Operator operator = Operator.of(program, data);
      isRight(operator, before);
      assertThat(operator.directories()).containsExactly("res://kept/1/");
      assertThat(operator.as(before.brief()).send(Call.get("/scenes")).status())
          .isEqualTo(halfAnHourLater);
      assertThat(program.told()).doesNotContain("\tat ");
    }
  }

  // Optional where people build, demanded where CI does.
  private static String library(String name, String debianPackage) throws IOException {
    Optional<Path> found;
    try (Stream<Path> files = Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith(name))) {
      found = files.findFirst();
    }
    if (System.getenv("CI") != null) {
      assertThat(found).as("Debian's package %s must be installed", debianPackage).isPresent();
    }
    assumeThat(found).as("Debian's package %s is not installed", debianPackage).isPresent();
    return found.orElseThrow().toString();
  }
}
