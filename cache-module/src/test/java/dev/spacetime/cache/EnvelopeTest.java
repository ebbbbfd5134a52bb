package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Encoding<String, String> TEXT =
      Encoding.ofThisRun(KeyCodec.strings(), ValueCodec.utf8());
  private static final Envelope<String, String> ENVELOPE = new Envelope<>(TEXT, 7);
  private static final Held<String> HELD = Held.of("a värde", 1_000, 2_000, 3_000);

  @Test
  void whatIsSealedIsOpened() {
    Held<String> opened = ENVELOPE.open("key", ENVELOPE.seal("key", HELD));
    assertThat(opened.value()).isEqualTo("a värde");
    assertThat(opened.storedMillis()).isEqualTo(1_000);
    assertThat(opened.freshUntilMillis()).isEqualTo(2_000);
    assertThat(opened.keptUntilMillis()).isEqualTo(3_000);
    assertThat(opened.needsRecheck()).isFalse();
  }

  @Test
  void anotherRunsEntryIsToBeRechecked() {
    Envelope<String, String> later = new Envelope<>(TEXT, 8);
    Held<String> opened = later.open("key", ENVELOPE.seal("key", HELD));
    assertThat(opened.needsRecheck()).isTrue();
    assertThat(opened.rechecked().needsRecheck()).isFalse();
    assertThat(opened.rechecked().value()).isEqualTo("a värde");
  }

  @Test
  void everyFlippedBitIsFound() {
    byte[] sealed = ENVELOPE.seal("key", HELD);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatIllegalArgumentException()
          .as("bit %d", bit)
          .isThrownBy(() -> ENVELOPE.open("key", flipped))
          .withMessage("An entry's checksum is wrong");
    }
  }

  @Test
  void everyTruncationIsFound() {
    byte[] sealed = ENVELOPE.seal("key", HELD);
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> ENVELOPE.open("key", cut));
    }
  }

  @Test
  void anotherKeysEntryIsFound() {
    byte[] sealed = ENVELOPE.seal("key", HELD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ENVELOPE.open("other", sealed))
        .withMessage("An entry's checksum is wrong");
  }

  @Test
  void anotherVersionsEntryIsFound() {
    Encoding<String, String> newer =
        Encoding.ofThisRun(KeyCodec.strings(), new ValueCodec<>(2, Utf8::encode, Utf8::decode));
    byte[] sealed = ENVELOPE.seal("key", HELD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Envelope<>(newer, 7).open("key", sealed))
        .withMessage("An entry is of another version");
  }
}
