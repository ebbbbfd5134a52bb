package dev.spacetime.server.rollout;

/** Who looks at the requests of one rollout, and what is kept in mind of the stable variant. */
sealed interface Watch {
  Baseline baseline();

  Observer observer();

  /** The verdict of now; {@code before} when nothing is judged. */
  GuardVerdict judge(GuardVerdict before);

  /** Of the variant that answers alone and unguarded. */
  record Remembering(Baseline baseline, BaselineRecorder observer) implements Watch {
    @Override
    public GuardVerdict judge(GuardVerdict before) {
      observer.learn();
      return before;
    }
  }

  /** Of a candidate. */
  record Judging(Baseline baseline, Guard observer) implements Watch {
    @Override
    public GuardVerdict judge(GuardVerdict before) {
      return observer.judge();
    }
  }

  /** Of a rollout that begins; what is known of its stable variant is kept. */
  static Watch of(Rollout rollout, GuardSettings settings, Baseline known) {
    String other = rollout.candidate();
    String compared = other != null && rollout.mode() == Mode.FIXED ? other : rollout.stable();
    Baseline baseline = known.variant().equals(compared) ? known : new Baseline(compared);
    return other == null
        ? new Remembering(baseline, new BaselineRecorder(baseline))
        : new Judging(
            baseline, new Guard(settings, baseline, Answering.in(rollout), rollout.number()));
  }
}
