package dev.spacetime.access;

/**
 * The path rules in force and their changes. A change is durable when its method returns, and every
 * later {@link #rules} sees it. A change is made under the state's monitor: who holds it has the
 * rules for itself.
 */
public interface WhitelistState {
  /** The state at one moment. Immutable. */
  interface Snapshot {
    WhitelistRules rules();

    /**
     * A state of its own that begins here and follows the same rules: its changes are seen nowhere
     * else and are written nowhere. A {@link #reload} of it reads the operator's file.
     */
    WhitelistState detached();
  }

  /** Taken in constant time and without waiting. */
  Snapshot snapshot();

  /** An immutable snapshot; another object whenever anything has changed. */
  WhitelistRules rules();

  /** Adds to the current environment; {@code false} when it was there already. */
  boolean addScene(String scenePath);

  boolean addDirectory(String directory);

  boolean addWildcard(String pattern);

  /**
   * @throws UnknownEnvironmentException when the file knows no such environment
   */
  void selectEnvironment(String environment);

  /**
   * Reads the file again. The rules stay as they were when it can't be used.
   *
   * @throws WhitelistFileException when it is missing or malformed
   */
  void reload();
}
