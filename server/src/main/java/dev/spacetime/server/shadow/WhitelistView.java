package dev.spacetime.server.shadow;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;

/** The whitelist as a shadow sees it, from one request's moment on. */
final class WhitelistView implements WhitelistState {
  private volatile WhitelistState current;

  WhitelistView(Snapshot snapshot) {
    this.current = snapshot.detached();
  }

  /** Forgets what was changed here, and goes on from another moment. */
  void startFrom(Snapshot snapshot) {
    current = snapshot.detached();
  }

  @Override
  public Snapshot snapshot() {
    return current.snapshot();
  }

  @Override
  public WhitelistRules rules() {
    return current.rules();
  }

  @Override
  public boolean addScene(String scenePath) {
    return current.addScene(scenePath);
  }

  @Override
  public boolean addDirectory(String directory) {
    return current.addDirectory(directory);
  }

  @Override
  public boolean addWildcard(String pattern) {
    return current.addWildcard(pattern);
  }

  @Override
  public void selectEnvironment(String environment) {
    current.selectEnvironment(environment);
  }

  @Override
  public void reload() {
    current.reload();
  }
}
