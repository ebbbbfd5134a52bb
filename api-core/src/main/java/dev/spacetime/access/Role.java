package dev.spacetime.access;

import dev.spacetime.api.Access;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the owner of a token may do. */
public enum Role {
  READER,
  OPERATOR;

  /** The role that is written so in lower case. */
  public static Optional<Role> named(String text) {
    return Arrays.stream(values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  public boolean may(Access access) {
    return switch (access) {
      case PUBLIC, READER -> true;
      case OPERATOR -> this == OPERATOR;
    };
  }
}
