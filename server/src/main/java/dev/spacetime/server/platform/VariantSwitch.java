package dev.spacetime.server.platform;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.VariantContext;
import dev.spacetime.server.rollout.Mode;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.server.rollout.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what answers. A change is one volatile write: a request reads the reference once and keeps
 * what it read. A variant is built when it is first wanted and lives until the end, so going back
 * is immediate.
 */
public final class VariantSwitch implements AutoCloseable {
  private final VariantCatalogue catalogue;
  private final VariantContext context;
  private final Map<String, RouterVariant> built = new HashMap<>();
  private volatile @Nullable Serving serving;

  /**
   * What answers one request.
   *
   * @param side {@code null} where somebody asked for a variant by name, which proves nothing
   * @param compared whether its time is compared with another side's, so that both are to be
   *     treated alike
   */
  record Choice(@Nullable Side side, String name, RouterVariant variant, boolean compared) {}

  /** What answers all requests: read together, written together. */
  private record Serving(Rollout rollout, Choice stable, @Nullable Choice candidate) {
    Choice choice(HeaderFields headers, ClientAddress client) {
      return candidate != null
              && ClientShare.holds(rollout.sharePercent(), rollout.number(), headers, client)
          ? candidate
          : stable;
    }
  }

  /** Nothing is answered before the first {@link #apply}. */
  VariantSwitch(VariantCatalogue catalogue, VariantContext context) {
    this.catalogue = catalogue;
    this.context = context;
  }

  /**
   * Has a rollout answer from the next request on.
   *
   * @throws IllegalArgumentException when there is no such variant
   */
  synchronized void apply(Rollout rollout) {
    boolean guarded = rollout.mode() == Mode.FIXED && rollout.candidate() != null;
    String candidate = rollout.mode() == Mode.CANARY ? rollout.candidate() : null;
    boolean compared = guarded || candidate != null;
    Side side = guarded ? Side.CANDIDATE : Side.STABLE;
    serving =
        new Serving(
            rollout,
            choice(side, rollout.stable(), compared),
            candidate == null ? null : choice(Side.CANDIDATE, candidate, true));
  }

  /** What answers a request with these fields, from this client. */
  Choice choice(HeaderFields headers, ClientAddress client) {
    return serving().choice(headers, client);
  }

  /** What answers whatever nothing else is chosen for. */
  Choice stable() {
    return serving().stable();
  }

  /**
   * A variant that was asked for by name.
   *
   * @return empty when there is none
   */
  synchronized Optional<Choice> named(String name) {
    return catalogue.find(name).map(found -> choice(null, name, false));
  }

  /**
   * Builds a variant, if it isn't yet, so that letting it answer needs no work.
   *
   * @throws IllegalArgumentException when there is no such variant
   */
  synchronized void prepare(String name) {
    variant(name);
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

  private Serving serving() {
    return Objects.requireNonNull(serving, "Nothing was applied yet");
  }

  private Choice choice(@Nullable Side side, String name, boolean compared) {
    return new Choice(side, name, variant(name), compared);
  }

  private RouterVariant variant(String name) {
    return built.computeIfAbsent(
        name,
        missing ->
            catalogue
                .find(missing)
                .orElseThrow(() -> new IllegalArgumentException(catalogue.unknown(missing)))
                .create(context));
  }
}
