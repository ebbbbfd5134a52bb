package dev.spacetime.scene;

/** What can be wrong with a scene; the names are stable. */
public enum ProblemCode {
  /** The file does not exist or is outside the project. */
  FILE_MISSING(Severity.ERROR),
  FILE_UNREADABLE(Severity.ERROR),
  FILE_TOO_LARGE(Severity.ERROR),
  /** The text is not what the grammar allows there. */
  SYNTAX(Severity.ERROR),
  /** Values lie too deep inside each other, or there are too many headings. */
  TOO_COMPLEX(Severity.ERROR),
  UNKNOWN_FORMAT(Severity.ERROR),
  UNKNOWN_HEADING(Severity.ERROR),
  MISPLACED_HEADING(Severity.ERROR),
  MISSING_ATTRIBUTE(Severity.ERROR),
  NO_NODES(Severity.ERROR),
  NOT_A_SCENE(Severity.ERROR),
  UNDECLARED_RESOURCE(Severity.ERROR),
  /** An external file that does not exist, used or not. */
  DEPENDENCY_MISSING(Severity.ERROR),
  /** An external scene or resource that itself does not load. */
  DEPENDENCY_BROKEN(Severity.ERROR),
  DEPENDENCY_CYCLE(Severity.ERROR),
  ROOT_HAS_PARENT(Severity.ERROR),
  ROOT_WITHOUT_TYPE(Severity.ERROR),
  SECOND_ROOT(Severity.ERROR),
  /** {@code instance} or the base of an inherited scene is no scene. */
  INSTANCE_NOT_A_SCENE(Severity.ERROR),
  /** An instanced scene loads, but can't be instanced. */
  INSTANCE_BROKEN(Severity.ERROR),
  PLACEHOLDER_ROOT(Severity.ERROR),
  /** Instances multiply beyond what is followed. */
  TREE_TOO_LARGE(Severity.ERROR),

  PARENT_MISSING(Severity.WARNING),
  OVERRIDE_MISSING(Severity.WARNING),
  CONNECTION_BROKEN(Severity.WARNING),
  DUPLICATE_NAME(Severity.WARNING),
  /** Text that the engine reads as something else than its author meant. */
  MISREAD_TEXT(Severity.WARNING),
  INVALID_UTF8(Severity.WARNING),
  MANY_NODES(Severity.WARNING),
  SPACE_IN_PATH(Severity.WARNING),
  UNUSED_RESOURCE(Severity.WARNING),
  DUPLICATE_ID(Severity.WARNING),
  UID_MISMATCH(Severity.WARNING);

  /** Whether the engine refuses the scene for it. */
  public enum Severity {
    ERROR,
    WARNING
  }

  private final Severity severity;

  ProblemCode(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }
}
