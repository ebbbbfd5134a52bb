package dev.spacetime.server.rollout;

import dev.spacetime.api.Json;
import dev.spacetime.storage.CheckedFile;
import dev.spacetime.storage.NotStored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the rollout in force over a restart, in {@code rollout.json} of the data folder. */
public final class RolloutFile implements RolloutStore {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutFile.class);
  private static final int VERSION = 1;
  private static final int BYTES_MAX = 1 << 16;

  private final Path file;
  private final String startVariant;

  /**
   * @param startVariant that the operator wants at the start
   */
  public RolloutFile(Path dataFolder, String startVariant) {
    this.file = dataFolder.resolve("rollout.json");
    this.startVariant = startVariant;
  }

  /**
   * What was in force last; empty when nothing is known of it, and when the operator wants another
   * variant at the start than last time: that is the newer decision. A damaged file is put aside as
   * {@code rollout.json.damaged}.
   */
  public Optional<Rollout> read() {
    try {
      return CheckedFile.read(file, BYTES_MAX)
          .map(bytes -> Json.read(bytes, Document.class))
          .filter(document -> document.startVariant().equals(startVariant))
          .map(Document::rollout);
    } catch (RuntimeException | IOException damaged) {
      putAside(damaged);
      return Optional.empty();
    }
  }

  @Override
  public void write(Rollout rollout) {
    try {
      CheckedFile.write(file, Json.prettyBytes(Document.of(rollout, startVariant)), true);
    } catch (IOException failed) {
      throw NotStored.refusal("rollout", failed);
    }
  }

  private void putAside(Exception damage) {
    LOG.warn("The rollout can't be read and is put aside; one variant serves alone");
    LOG.debug("The damage of the rollout", damage);
    try {
      Files.move(
          file, file.resolveSibling("rollout.json.damaged"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stays) {
      LOG.warn("The damaged rollout stays where it is: {}", stays.toString());
    }
  }

  private record Document(
      int version,
      String startVariant,
      long number,
      Mode mode,
      String stable,
      @Nullable String candidate,
      List<Integer> steps,
      int step,
      long holdSeconds,
      boolean paused,
      int shadowPercent,
      boolean guarded,
      @Nullable String previous,
      String since,
      String reason) {
    private Document {
      if (version != VERSION) {
        throw new IllegalArgumentException("Unknown version of the rollout: " + version);
      }
      // What is missing is damage, too.
      Objects.requireNonNull(startVariant);
      Objects.requireNonNull(stable);
      Objects.requireNonNull(reason);
    }

    static Document of(Rollout rollout, String startVariant) {
      return new Document(
          VERSION,
          startVariant,
          rollout.number(),
          rollout.mode(),
          rollout.stable(),
          rollout.candidate(),
          rollout.plan().percents(),
          rollout.step(),
          rollout.plan().hold().toSeconds(),
          rollout.paused(),
          rollout.shadowPercent(),
          rollout.guarded(),
          rollout.previous(),
          rollout.since().toString(),
          rollout.reason());
    }

    Rollout rollout() {
      return new Rollout(
          number,
          mode,
          stable,
          candidate,
          new CanaryPlan(steps, Duration.ofSeconds(holdSeconds)),
          step,
          paused,
          shadowPercent,
          guarded,
          previous,
          Instant.parse(since),
          reason);
    }
  }
}
