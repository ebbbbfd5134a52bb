package dev.spacetime.access;

import dev.spacetime.api.Access;

/** What the owner of a token may do. */
public enum Role {
  READER,
  OPERATOR;

  public boolean may(Access access) {
    return switch (access) {
      case PUBLIC, READER -> true;
      case OPERATOR -> this == OPERATOR;
    };
  }
}
