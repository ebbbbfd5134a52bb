package dev.spacetime.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFileTest {
  private static final byte[] TEXT = Json.prettyBytes(Map.of("scene", "res://a.tscn"));

  @TempDir Path folder;

  private Optional<byte[]> read(byte[] bytes) throws IOException {
    Path file = folder.resolve("a.json");
    Files.write(file, bytes);
    return CheckedFile.read(file, TEXT.length);
  }

  private byte[] written() throws IOException {
    Path file = folder.resolve("written.json");
    CheckedFile.write(file, TEXT, true);
    return Files.readAllBytes(file);
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    assertThat(new String(written(), UTF_8)).startsWith(new String(TEXT, UTF_8));
    assertThat(read(written())).contains(TEXT);
    assertThat(CheckedFile.read(folder.resolve("none"), 1)).isEmpty();
  }

  @Test
  void textThatSomebodyEditedIsTakenAsItIs() throws IOException {
    byte[] edited = "{}".getBytes(UTF_8);
    assertThat(read(edited)).contains(edited);
    assertThat(read(new byte[0])).contains(new byte[0]);
  }

  /** A bit anywhere: found here, or no JSON is left. */
  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] whole = written();
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isSound(flipped)).as("bit " + bit).isFalse();
    }
  }

  @Test
  void whatIsCutOffIsFoundOrWhole() throws IOException {
    byte[] whole = written();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      boolean keepsTheText = length == TEXT.length || length == TEXT.length + 1;
      assertThat(isSound(cut)).as(length + " bytes").isEqualTo(keepsTheText);
    }
  }

  @Test
  void damageIsNamed() throws IOException {
    byte[] flipped = written();
    flipped[3] ^= 1;
    assertThatThrownBy(() -> read(flipped))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("a.json is damaged");
  }

  private boolean isSound(byte[] bytes) throws IOException {
    try {
      return read(bytes).flatMap(Json::tree).isPresent();
    } catch (DamagedFileException found) {
      return false;
    }
  }
}
