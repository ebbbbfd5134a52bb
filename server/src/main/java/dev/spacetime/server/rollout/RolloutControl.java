package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.LogText;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.audit.AuditTrail;
import dev.spacetime.server.rollout.GuardVerdict.Decision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that changes what serves. A change is audited, then stored, both durably, and only
 * then takes effect. A withdrawal by the guard is the other way round: it takes effect at once,
 * whatever the disk does, and is written as soon as the disk takes it. Reading never waits.
 */
public final class RolloutControl implements RolloutOperations, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutControl.class);
  private static final GuardVerdict NOTHING_JUDGED =
      new GuardVerdict(Decision.HOLD, "Nothing is judged: one variant answers alone", List.of());
  private static final GuardVerdict NOT_JUDGED_YET =
      new GuardVerdict(Decision.HOLD, "The rollout has only begun", List.of());

  private final GuardSettings settings;
  private final Records records;
  private final RolloutEntries entries;
  private final RolloutTarget target;
  private final InstantSource clock;
  private final LongSupplier ticker;

  /** Held while a change is written; the guard's withdrawal does not need it. */
  private final Object changing = new Object();

  /** Held for moments only, while a change takes effect. */
  private final Object applying = new Object();

  private final RolloutSchedule schedule = new RolloutSchedule();
  private volatile @Nullable State state;
  private volatile @Nullable RolloutReport judged;

  /**
   * @param stepBeganNanos on the ticker
   */
  private record State(Rollout rollout, Watch watch, long stepBeganNanos) {}

  /**
   * @param ticker nanoseconds since some moment
   */
  public RolloutControl(
      GuardSettings settings,
      AuditTrail audit,
      RolloutStore store,
      RolloutTarget target,
      InstantSource clock,
      LongSupplier ticker) {
    this.settings = settings;
    this.records = new Records(audit, store);
    this.entries = new RolloutEntries(clock);
    this.target = target;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * One variant answers everything: at the first start, or when nothing is known of what served.
   *
   * @throws IllegalArgumentException when there is no such variant
   */
  public void begin(String variant, String reason) {
    target
        .problem(variant)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    appliedAtStart(Transitions.first(variant, reason, clock.instant()), null, "switch", reason);
  }

  /**
   * Goes on where the rollout was before a restart, judged anew. Where one of its variants can't
   * answer now, the stable one answers alone, or the other one given.
   *
   * @param fallback when the stable variant can't answer either
   * @throws IllegalArgumentException when the fallback is needed and can't answer
   */
  public void restore(Rollout stored, String fallback) {
    Optional<String> unfitStable = target.problem(stored.stable());
    Optional<String> unfitCandidate =
        Optional.ofNullable(stored.candidate()).flatMap(target::problem);
    if (unfitStable.isPresent()) {
      LOG.warn("{}; {} serves alone", LogText.of(unfitStable.get()), fallback);
      begin(fallback, unfitStable.get());
    } else if (unfitCandidate.isPresent()) {
      String reason = unfitCandidate.get();
      LOG.warn("{}; {} serves alone", LogText.of(reason), stored.stable());
      Rollout alone =
          Transitions.alone(stored, stored.stable(), Reasons.cut(reason), clock.instant());
      appliedAtStart(alone, stored, "restore", reason);
    } else if (stored.candidate() == null) {
      apply(null, stored);
    } else {
      appliedAtStart(stored, stored, "restore", "The server was started again: judged anew");
    }
  }

  // The start does not depend on the disk's mood: what can't be written now is written later.
  private void appliedAtStart(
      Rollout rollout, @Nullable Rollout before, String action, String reason) {
    records.writeLater(
        entries.entry(before, rollout, AuditEntry.START, action, Reasons.cut(reason), Map.of()),
        rollout);
    apply(null, rollout);
    proceed();
  }

  /** Judges from now on, again and again, until the end. */
  public void run(Duration interval) {
    schedule.run(interval, this::judge, this::proceed);
  }

  /** What {@link #run} does at each interval. */
  public void tick() {
    judge();
    proceed();
  }

  public Rollout current() {
    return state().rollout();
  }

  /** With the last verdict: while nothing is judged, the one that ended the rollout before. */
  @Override
  public RolloutReport report() {
    Rollout current = current();
    RolloutReport last = judged;
    if (last != null && last.rollout().equals(current)) {
      return last;
    }
    return new RolloutReport(
        current, current.candidate() == null ? NOTHING_JUDGED : NOT_JUDGED_YET);
  }

  /** To be told of all requests that begin from now on; asked anew for each. */
  public Observer observer() {
    return state().watch().observer();
  }

  /**
   * @param who the name of the token that asks, as in all changes
   * @throws ApiException 400 when the request makes no sense, 409 when it comes at the wrong time,
   *     503 when the disk does not take it; then nothing has changed
   */
  @Override
  public Rollout start(RolloutRequest request, String who) {
    target
        .problem(request.variant())
        .ifPresent(
            problem -> {
              throw ApiException.badRequest(
                  "Member "
                      + (request.mode() == Mode.FIXED ? "variant: " : "candidate: ")
                      + problem);
            });
    String action = request.mode() == Mode.FIXED ? "switch" : request.mode().toString();
    return change(
        current -> Transitions.started(current, request, clock.instant()),
        action,
        request.reason(),
        who);
  }

  @Override
  public Rollout pause(String reason, String who) {
    return change(current -> Transitions.paused(current, true, reason), "pause", reason, who);
  }

  @Override
  public Rollout resume(String reason, String who) {
    return change(current -> Transitions.paused(current, false, reason), "resume", reason, who);
  }

  /** One step on, whatever the guard and the clock say. */
  @Override
  public Rollout promote(String reason, String who) {
    return change(
        current -> Transitions.promoted(current, reason, clock.instant()), "promote", reason, who);
  }

  /** The stable variant answers alone; after a switch the one before does. */
  @Override
  public Rollout rollBack(String reason, String who) {
    return change(
        current -> Transitions.rolledBack(current, reason, clock.instant()),
        "rollback",
        reason,
        who);
  }

  @Override
  public void close() {
    schedule.close();
  }

  private Rollout change(
      UnaryOperator<Rollout> transition, String action, String reason, String who) {
    var unused = Reasons.require(reason);
    synchronized (changing) {
      Rollout before = settled();
      Rollout after = transition.apply(before);
      records.write(entries.entry(before, after, who, action, reason, Map.of()), before, after);
      if (!apply(before, after)) {
        throw Transitions.conflict("The guard withdrew the candidate at this moment");
      }
      return after;
    }
  }

  /** Needs neither the disk nor anybody who waits for it. */
  void judge() {
    State now = state();
    target.inform(now.watch().observer());
    RolloutReport last = report();
    GuardVerdict verdict = now.watch().judge(last.verdict());
    if (!current().equals(now.rollout())) {
      return;
    }
    judged = new RolloutReport(now.rollout(), verdict);
    boolean withdraws =
        verdict.decision() == Decision.ROLL_BACK
            && now.rollout().guarded()
            && now.rollout().mode() != Mode.SHADOW;
    if (withdraws) {
      withdraw(now.rollout(), verdict);
    }
  }

  private void withdraw(Rollout before, GuardVerdict verdict) {
    String reason = Reasons.cut(verdict.reason());
    Rollout after = Transitions.rolledBack(before, reason, clock.instant());
    synchronized (applying) {
      long begin = ticker.getAsLong();
      if (!apply(before, after)) {
        return;
      }
      Map<String, Double> figures = RolloutEntries.figures(verdict);
      figures.put("rollback_microseconds", (ticker.getAsLong() - begin) / 1e3);
      records.writeLater(
          entries.entry(before, after, AuditEntry.GUARD, "rollback", reason, figures), after);
      judged = new RolloutReport(after, verdict);
    }
    LOG.warn("{} serves alone: {}", after.stable(), LogText.of(reason));
  }

  /** Writes what is late, and goes a step on when it is time. */
  private void proceed() {
    synchronized (changing) {
      try {
        records.catchUp();
        RolloutReport last = judged;
        State now = state();
        if (last != null && last.rollout().equals(now.rollout()) && isDue(now, last.verdict())) {
          advance(now.rollout(), last.verdict());
        }
      } catch (ApiException notWritten) {
        LOG.warn("What serves can't be written now: {}", notWritten.getMessage());
      }
    }
  }

  private boolean isDue(State now, GuardVerdict verdict) {
    Rollout rollout = now.rollout();
    return verdict.decision() == Decision.PROMOTE
        && rollout.candidate() != null
        && !rollout.paused()
        && ticker.getAsLong() - now.stepBeganNanos() >= rollout.plan().hold().toNanos();
  }

  private void advance(Rollout before, GuardVerdict verdict) {
    String reason = Reasons.cut(verdict.reason());
    Rollout after = Transitions.promoted(before, reason, clock.instant());
    String action = after.candidate() == null ? "promote" : "step";
    records.write(
        entries.entry(
            before, after, AuditEntry.GUARD, action, reason, RolloutEntries.figures(verdict)),
        before,
        after);
    if (apply(before, after) && after.candidate() == null) {
      judged = new RolloutReport(after, verdict);
    }
  }

  /**
   * @return false when something else has taken effect in the meantime
   */
  private boolean apply(@Nullable Rollout expected, Rollout next) {
    synchronized (applying) {
      State before = state;
      if (before != null && !before.rollout().equals(expected)) {
        return false;
      }
      target.apply(next);
      state = new State(next, watch(before, next), stepBegan(before, next));
      return true;
    }
  }

  // A withdrawal that has taken effect is known to the records, too, as soon as this is free.
  private Rollout settled() {
    synchronized (applying) {
      return current();
    }
  }

  private Watch watch(@Nullable State before, Rollout next) {
    if (before == null) {
      return Watch.of(next, settings, new Baseline(next.stable()));
    }
    boolean isSameRollout = before.rollout().number() == next.number() && next.candidate() != null;
    if (isSameRollout && before.watch() instanceof Watch.Judging goesOn) {
      if (before.rollout().step() != next.step()) {
        goesOn.observer().beginStep(Answering.in(next));
      }
      return goesOn;
    }
    return Watch.of(next, settings, before.watch().baseline());
  }

  private long stepBegan(@Nullable State before, Rollout next) {
    if (before != null
        && before.rollout().number() == next.number()
        && before.rollout().step() == next.step()) {
      return before.stepBeganNanos();
    }
    return ticker.getAsLong();
  }

  private State state() {
    return Objects.requireNonNull(state, "The rollout has not begun");
  }
}
