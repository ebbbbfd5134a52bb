package dev.spacetime.perf.process;

import java.io.IOException;
import java.util.Optional;

/** A server that is measured. */
public interface Subject extends AutoCloseable {
  String name();

  Address address();

  boolean isAlive();

  /** The process behind it, where it is one of this machine that may be looked into. */
  Optional<Long> localPid();

  /** The last line that it printed. */
  String lastWords() throws IOException;

  @Override
  void close();

  /** One that runs already and goes on running. */
  record Running(String name, Address address) implements Subject {
    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public Optional<Long> localPid() {
      return Optional.empty();
    }

    @Override
    public String lastWords() {
      return "";
    }

    @Override
    public void close() {
      // It is not ours.
    }
  }
}
