package dev.spacetime.security;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;

/** Rules that a test sets. */
final class FixedWhitelist implements WhitelistState {
  private volatile WhitelistRules rules;

  FixedWhitelist(WhitelistRules rules) {
    this.rules = rules;
  }

  void replace(WhitelistRules other) {
    rules = other;
  }

  @Override
  public WhitelistRules rules() {
    return rules;
  }

  @Override
  public Snapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addScene(String scenePath) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addDirectory(String directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addWildcard(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void selectEnvironment(String environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reload() {
    throw new UnsupportedOperationException();
  }
}
