package dev.spacetime.server.encoding;

import dev.spacetime.api.ContentCoding;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The small forms of a body that is kept, one for each coding at the most, and gone with it. */
final class KeptForms {
  private final Map<ContentCoding, Form> forms = new EnumMap<>(ContentCoding.class);

  private static final class Form {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable Encoded> made = new AtomicReference<>();
  }

  KeptForms() {
    for (ContentCoding coding : ContentCoding.values()) {
      forms.put(coding, new Form());
    }
  }

  @Nullable Encoded get(ContentCoding coding) {
    return form(coding).made.get();
  }

  void put(Encoded made) {
    form(made.coding()).made.set(made);
  }

  /** Until a smaller one is made. */
  void putQuick(Encoded made) {
    form(made.coding()).made.compareAndSet(null, made);
  }

  /** Whether the caller is the one to make it. */
  boolean begin(ContentCoding coding) {
    AtomicBoolean begun = form(coding).begun;
    return !begun.get() && begun.compareAndSet(false, true);
  }

  /** Another may make it. */
  void giveUp(ContentCoding coding) {
    form(coding).begun.set(false);
  }

  private Form form(ContentCoding coding) {
    return Objects.requireNonNull(forms.get(coding));
  }
}
