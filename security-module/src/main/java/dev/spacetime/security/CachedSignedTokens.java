package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.SignedTokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps verdicts on signed tokens, whose signature costs far more than a look-up. A verdict counts
 * for {@link #KEPT_MAX} at the most, never past the token's own time, and only while the keys that
 * it was found by are in force. Good and bad ones are kept apart, so that a flood of wrong tokens
 * pushes out no right one, and equal tokens that come at once are checked once.
 *
 * <p>The cache's key is a keyed hash of the token (HMAC, RFC 2104) under a key of this process:
 * whoever reads a cache learns no token and can't tell whether it holds a given one.
 */
public final class CachedSignedTokens implements SignedTokens {
  public static final Duration KEPT_MAX = Duration.ofSeconds(30);

  private static final String HASH = "HmacSHA256";

  private final SignedTokens checked;
  private final CheckCache good;
  private final CheckCache bad;
  private final InstantSource clock;
  private final SecretKeySpec hashKey;
  private final LongAdder keptAnswers = new LongAdder();
  private final Map<Flight, CompletableFuture<Verdict>> flights = new ConcurrentHashMap<>();

  private record Flight(String key, long generation) {}

  /**
   * @param checked asked for what is not kept
   */
  public CachedSignedTokens(
      SignedTokens checked, CheckCache good, CheckCache bad, InstantSource clock) {
    this.checked = checked;
    this.good = good;
    this.bad = bad;
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.hashKey = new SecretKeySpec(random, HASH);
  }

  @Override
  public Verdict check(String token) {
    // Before the check: a verdict of keys that are replaced meanwhile belongs to the old ones.
    Flight flight = new Flight(key(token), checked.generation());
    return kept(flight).orElseGet(() -> together(flight, token));
  }

  private Optional<Verdict> kept(Flight flight) {
    Instant now = clock.instant();
    Optional<Verdict> kept =
        good.get(flight.key())
            .filter(one -> holds(one, flight, now))
            .or(() -> bad.get(flight.key()).filter(one -> holds(one, flight, now)))
            .map(CheckCache.Kept::verdict);
    if (kept.isPresent()) {
      keptAnswers.increment();
    }
    return kept;
  }

  @Override
  public Optional<Principal> ifKept(String token) {
    Flight flight = new Flight(key(token), checked.generation());
    return good.get(flight.key())
        .filter(one -> holds(one, flight, clock.instant()))
        .flatMap(one -> one.verdict().principal());
  }

  @Override
  public void countKept() {
    keptAnswers.increment();
  }

  @Override
  public long generation() {
    return checked.generation();
  }

  @Override
  public long keptAnswers() {
    return keptAnswers.sum();
  }

  private static boolean holds(CheckCache.Kept kept, Flight flight, Instant now) {
    return kept.generation() == flight.generation() && now.isBefore(kept.until());
  }

  private Verdict together(Flight flight, String token) {
    CompletableFuture<Verdict> mine = new CompletableFuture<>();
    CompletableFuture<Verdict> first = flights.putIfAbsent(flight, mine);
    if (first != null) {
      return join(first);
    }
    try {
      // An earlier flight may have ended since nothing was found.
      Verdict verdict = kept(flight).orElseGet(() -> keep(flight, checked.check(token)));
      mine.complete(verdict);
      return verdict;
    } catch (RuntimeException | Error failed) {
      // Whoever waits fails alike, and nothing of it is kept.
      mine.completeExceptionally(failed);
      throw failed;
    } finally {
      flights.remove(flight, mine);
    }
  }

  private static Verdict join(CompletableFuture<Verdict> first) {
    try {
      return first.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private Verdict keep(Flight flight, Verdict verdict) {
    Instant latest = clock.instant().plus(KEPT_MAX);
    Instant until = verdict.until().isBefore(latest) ? verdict.until() : latest;
    CheckCache cache = verdict.principal().isPresent() ? good : bad;
    cache.put(flight.key(), new CheckCache.Kept(verdict, flight.generation(), until));
    return verdict;
  }

  private String key(String token) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(hashKey);
      byte[] hash = mac.doFinal(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
