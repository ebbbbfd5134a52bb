package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.Endpoint;
import dev.spacetime.server.audit.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A control with nothing around it: time, disk and switch are fields. */
final class Bench implements RolloutTarget {
  static final Set<String> VARIANTS = Set.of("plain", "fast", "other");
  static final String WHO = "anna";

  final List<AuditEntry> audit = new ArrayList<>();
  final List<Rollout> stored = new ArrayList<>();
  final List<Rollout> applied = new ArrayList<>();
  final List<String> order = new ArrayList<>();
  boolean auditFails;
  boolean storeFails;
  Runnable whileStoring = () -> {};
  long nanos;
  long waitingNanos;

  final RolloutControl control = control(GuardSettings.DEFAULT);

  RolloutControl control(GuardSettings settings) {
    return new RolloutControl(
        settings,
        this::append,
        this::write,
        this,
        () -> Instant.ofEpochSecond(0, nanos),
        () -> nanos);
  }

  @Override
  public Optional<String> problem(String variant) {
    return VARIANTS.contains(variant)
        ? Optional.empty()
        : Optional.of("There is no variant '" + variant + "'");
  }

  @Override
  public void inform(Observer observer) {
    observer.waiting(waitingNanos);
  }

  @Override
  public void apply(Rollout rollout) {
    order.add("apply");
    applied.add(rollout);
  }

  private void append(AuditEntry entry) {
    if (auditFails) {
      throw ApiException.unavailable("The disk is full");
    }
    order.add("audit");
    audit.add(entry);
  }

  private void write(Rollout rollout) {
    if (storeFails) {
      throw ApiException.unavailable("The disk is full");
    }
    whileStoring.run();
    order.add("store");
    stored.add(rollout);
  }

  void begin() {
    control.begin("plain", "chosen at the start");
    order.clear();
  }

  Rollout canary(Integer... percents) {
    CanaryPlan plan = new CanaryPlan(List.of(percents), Duration.ofMinutes(5));
    return control.start(new RolloutRequest(Mode.CANARY, "fast", plan, 0, true, "a rewrite"), WHO);
  }

  Rollout switchTo(String variant, boolean guarded) {
    return control.start(
        new RolloutRequest(Mode.FIXED, variant, CanaryPlan.DEFAULT, 0, guarded, "a switch"), WHO);
  }

  /** Both sides are told of so many equal requests. */
  void serve(int requests) {
    for (int i = 0; i < requests; i++) {
      for (Side side : Side.values()) {
        control.observer().served(side, Endpoint.SCENES, false, 1_000_000 + i * 7_919L % 1_000_000);
      }
    }
  }

  void failing(int requests) {
    for (int i = 0; i < requests; i++) {
      control.observer().served(Side.STABLE, Endpoint.SCENES, false, 1_000_000);
      control.observer().served(Side.CANDIDATE, Endpoint.SCENES, true, 1_000_000);
    }
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  AuditEntry lastAudited() {
    return audit.get(audit.size() - 1);
  }
}
