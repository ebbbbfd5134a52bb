package dev.spacetime.access;

import java.util.List;

/** The tokens that are valid now. */
@FunctionalInterface
public interface TokenDirectory {
  /** An immutable snapshot; another list whenever anything has changed. */
  List<TokenRecord> tokens();
}
