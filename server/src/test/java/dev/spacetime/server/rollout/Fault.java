package dev.spacetime.server.rollout;

import dev.spacetime.api.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What can be wrong with a rewrite. Every one comes by a count, so that no run is luckier. */
public enum Fault {
  NONE {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      return right.get();
    }
  },
  ERRORS {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      if (number % 20 == 0) {
        throw new IllegalStateException("Every twentieth request fails");
      }
      return right.get();
    }
  },
  SLOW {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      long begin = System.nanoTime();
      ApiResponse answer = right.get();
      long tenth = (System.nanoTime() - begin) / 10;
      for (long end = System.nanoTime() + tenth; System.nanoTime() < end; ) {
        Thread.onSpinWait();
      }
      return answer;
    }
  },
  WRONG_FIELD {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      ApiResponse answer = right.get();
      return number % 1000 == 0 ? wrong(answer) : answer;
    }
  },
  LEAK {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      LEAKED.add(new byte[8_192]);
      return right.get();
    }
  },
  HANG {
    @Override
    ApiResponse answer(long number, Supplier<ApiResponse> right) {
      if (number % 500 == 0) {
        try {
          Objects.requireNonNull(ENDLESS.get()).await();
        } catch (InterruptedException woken) {
          throw new IllegalStateException("Woken from a sleep that would not end", woken);
        }
      }
      return right.get();
    }
  };

  private static final Queue<byte[]> LEAKED = new ConcurrentLinkedQueue<>();
  private static final AtomicReference<CountDownLatch> ENDLESS =
      new AtomicReference<>(new CountDownLatch(1));

  /**
   * The answer to a request, with or without the fault.
   *
   * @param number counts a variant's requests from 1
   */
  abstract ApiResponse answer(long number, Supplier<ApiResponse> right);

  private static ApiResponse wrong(ApiResponse answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    String other = text.substring(0, text.length() - 1) + ",\"wrong\":true}";
    return answer.withBody(ApiResponse.JSON, other.getBytes(StandardCharsets.UTF_8));
  }

  /** Frees what was lost on purpose, and whoever still hangs. */
  static void forget() {
    LEAKED.clear();
    Objects.requireNonNull(ENDLESS.getAndSet(new CountDownLatch(1))).countDown();
  }
}
