package dev.spacetime.server.platform;

import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds which variant answers. A switch is one volatile write: a request reads the reference once
 * and keeps what it read. A variant is built when it is first chosen and lives until the end, so
 * going back is immediate.
 */
public final class VariantSwitch implements AutoCloseable {
  private final VariantCatalogue catalogue;
  private final SwitchLog log;
  private final InstantSource clock;
  private final Map<String, RouterVariant> built = new HashMap<>();
  private @Nullable VariantContext context;
  private volatile @Nullable Active active;

  /** The variant that answers, with its name: read together, written together. */
  record Active(RouterVariant variant, VariantStatus status) {
    String name() {
      return status.active();
    }
  }

  VariantSwitch(VariantCatalogue catalogue, SwitchLog log, InstantSource clock) {
    this.catalogue = catalogue;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Builds the first variant; nothing is answered before.
   *
   * @throws IllegalArgumentException when there is no such variant
   */
  synchronized void start(VariantContext variantContext, String name) {
    context = variantContext;
    VariantStatus status = new VariantStatus(name, null, clock.instant(), "chosen at the start");
    active = new Active(variant(name), status);
  }

  Active active() {
    return Objects.requireNonNull(active, "The switch has not started");
  }

  /**
   * Lets another variant answer from the next request on; durable in the log before it does.
   *
   * @param caller the name of the token that asks
   * @throws IllegalArgumentException when there is no such variant
   */
  synchronized VariantStatus switchTo(String name, String reason, String caller) {
    RouterVariant variant = variant(name);
    VariantStatus next = new VariantStatus(name, active().name(), clock.instant(), reason);
    log.append(next, caller);
    active = new Active(variant, next);
    return next;
  }

  /** The variants that have been built so far. */
  synchronized List<RouterVariant> built() {
    return new ArrayList<>(built.values());
  }

  Optional<String> unknown(String name) {
    return catalogue.find(name).isPresent()
        ? Optional.empty()
        : Optional.of(catalogue.unknown(name));
  }

  @Override
  public synchronized void close() {
    built.values().forEach(RouterVariant::close);
    built.clear();
  }

  private RouterVariant variant(String name) {
    return built.computeIfAbsent(
        name,
        missing ->
            catalogue
                .find(missing)
                .orElseThrow(() -> new IllegalArgumentException(catalogue.unknown(missing)))
                .create(Objects.requireNonNull(context)));
  }
}
