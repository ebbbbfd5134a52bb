package dev.spacetime.cache;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.slf4j.helpers.NOPLogger;

/**
 * Runs a scenario in one interleaving after the other, those with few switches first, and compares
 * what each answers with {@link Register}.
 *
 * <p>A scenario is a line such as {@code "r|wr"}: threads are parted by {@code |}, and each letter
 * is an operation. After the threads ended, one more read tells what they left.
 */
public final class Interleavings {
  /** Lincheck makes it by reflection, one for each scenario. */
  public static final class Counting implements Verifier {
    private static int interleavings;
    private final Verifier linearizability;

    public Counting(Class<?> specification) {
      linearizability = new LinearizabilityVerifier(specification);
    }

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
      interleavings++;
      return linearizability.verifyResults(scenario, results);
    }
  }

  /** What takes no part in the decisions, and what is one step because the JDK says so. */
  private static final List<ManagedStrategyGuarantee> GUARANTEES =
      List.of(
          forClasses(
                  LongAdder.class.getName(),
                  // Hand a result from under a lock to the same caller.
                  AtomicBoolean.class.getName(),
                  AtomicReference.class.getName(),
                  Integer.class.getName(),
                  Ticker.class.getName(),
                  NOPLogger.class.getName())
              .allMethods()
              .ignore(),
          // What a map reads on its way through hundreds of bins is no decision either.
          forClasses(name -> name.startsWith(ConcurrentHashMap.class.getName()))
              .methods("tabAt", "casTabAt", "setTabAt", "addCount", "initTable", "advance")
              .ignore(),
          forClasses(CountDownLatch.class.getName())
              .methods("countDown", "getCount")
              .treatAsAtomic(),
          // All but await, which waits for another step.
          forClasses(Flight.class.getName())
              .methods("depart", "departed", "landed", "flownByCaller", "result")
              .ignore(),
          forClasses(Flight.class.getName()).methods("land", "crash").treatAsAtomic(),
          forClasses(name -> name.startsWith("java.util.ImmutableCollections"))
              .allMethods()
              .ignore());

  private static final int LOOP_MAX = 2_000;

  private Interleavings() {}

  /**
   * Explores all interleavings, or the first {@code max}; a call of a map is one step.
   *
   * @return how many there were; {@code max} when there are more
   * @throws AssertionError with the interleaving, when one answers what no register would
   */
  static int explored(Class<?> subject, String scenario, int max) {
    Counting.interleavings = 0;
    List<List<Actor>> threads =
        Arrays.stream(scenario.split("\\|")).map(thread -> operations(subject, thread)).toList();
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .iterations(0)
            .invocationsPerIteration(max)
            .minimizeFailedScenario(false)
            .sequentialSpecification(Register.class)
            .verifier(Counting.class)
            // A map's call and the taking of its lock are then no place to switch, only what its
            // caller runs inside it: MapTier.mayPause() makes the places.
            .analyzeStdLib$lincheck(false)
            // The map of flights has more bins than the default bounds allow a loop.
            .loopBound(LOOP_MAX)
            .loopIterationsBeforeThreadSwitch(LOOP_MAX - 1);
    GUARANTEES.forEach(options::addGuarantee);
    options
        .addCustomScenario(
            new ExecutionScenario(List.of(), threads, operations(subject, "r"), null))
        .check(subject);
    return Counting.interleavings;
  }

  private static List<Actor> operations(Class<?> subject, String letters) {
    return letters.chars().mapToObj(letter -> operation(subject, (char) letter)).toList();
  }

  private static Actor operation(Class<?> subject, char letter) {
    String name =
        switch (letter) {
          case 'r' -> "read";
          case 'b' -> "renew";
          case 'k' -> "writeAndInvalidate";
          case 'm' -> "writeAndInvalidateMatching";
          case 'w' -> "writeAndInvalidateWhere";
          case 'a' -> "writeAndInvalidateAll";
          case 'p' -> "writeAndPut";
          default -> throw new IllegalArgumentException("No operation: " + letter);
        };
    return new Actor(method(subject, name), List.of());
  }

  private static Method method(Class<?> subject, String name) {
    try {
      return subject.getMethod(name);
    } catch (NoSuchMethodException missing) {
      throw new IllegalArgumentException(missing);
    }
  }
}
