package dev.spacetime.scene;

/** Every kind of problem a scene can have. A constant's name is stable: clients may rely on it. */
public enum ProblemCode {
  FILE_NOT_FOUND(Effect.PREVENTS_LOADING),
  FILE_UNREADABLE(Effect.PREVENTS_LOADING),
  FILE_TOO_LARGE(Effect.PREVENTS_LOADING),
  SYNTAX(Effect.PREVENTS_LOADING),
  BYTE_ORDER_MARK(Effect.PREVENTS_LOADING),
  UNKNOWN_FORMAT(Effect.PREVENTS_LOADING),
  UNKNOWN_HEADING(Effect.PREVENTS_LOADING),
  MISPLACED_HEADING(Effect.PREVENTS_LOADING),
  MISSING_ATTRIBUTE(Effect.PREVENTS_LOADING),
  UNKNOWN_CLASS(Effect.PREVENTS_LOADING),
  NO_NODES(Effect.PREVENTS_LOADING),
  NO_RESOURCE(Effect.PREVENTS_LOADING),
  PLACEHOLDER_ROOT(Effect.PREVENTS_LOADING),
  UNDECLARED_EXTERNAL_RESOURCE(Effect.PREVENTS_LOADING),
  UNDECLARED_SUB_RESOURCE(Effect.PREVENTS_LOADING),
  TOO_DEEP(Effect.PREVENTS_LOADING),
  TOO_MANY_NODES(Effect.PREVENTS_LOADING),
  DEPENDENCY_NOT_FOUND(Effect.PREVENTS_LOADING),
  DEPENDENCY_OF_WRONG_TYPE(Effect.PREVENTS_LOADING),
  DEPENDENCY_BROKEN(Effect.PREVENTS_LOADING),
  DEPENDENCY_CYCLE(Effect.PREVENTS_LOADING),

  NOT_A_SCENE(Effect.PREVENTS_INSTANCING),
  NODE_WITHOUT_NAME(Effect.PREVENTS_INSTANCING),
  ROOT_WITH_PARENT(Effect.PREVENTS_INSTANCING),
  ROOT_WITHOUT_TYPE(Effect.PREVENTS_INSTANCING),
  SECOND_ROOT(Effect.PREVENTS_INSTANCING),
  INSTANCE_NOT_A_SCENE(Effect.PREVENTS_INSTANCING),
  INSTANCE_BROKEN(Effect.PREVENTS_INSTANCING),
  EXPANSION_TOO_LARGE(Effect.PREVENTS_INSTANCING),

  PARENT_NOT_FOUND(Effect.NONE),
  OVERRIDE_NOT_FOUND(Effect.NONE),
  NODE_NOT_CREATED(Effect.NONE),
  CONNECTION_NODE_NOT_FOUND(Effect.NONE),
  DUPLICATE_NODE_NAME(Effect.NONE),
  DUPLICATE_ID(Effect.NONE),
  MISREAD_NUMBER(Effect.NONE),
  MISREAD_NAME(Effect.NONE),
  MISREAD_ESCAPE(Effect.NONE),
  SWALLOWED_HEADING(Effect.NONE),
  REPEATED_HEADING(Effect.NONE),
  STRAY_TEXT(Effect.NONE),
  INVALID_UTF8(Effect.NONE),
  UNUSED_EXTERNAL_RESOURCE(Effect.NONE),
  UNUSED_SUB_RESOURCE(Effect.NONE),
  UID_MISMATCH(Effect.NONE),
  MANY_NODES(Effect.NONE),
  PATH_WITH_SPACES(Effect.NONE),
  FURTHER_WARNINGS(Effect.NONE);

  /** What a problem does to the engine. */
  public enum Effect {
    /** The file can't be loaded, and neither can a file that depends on it. */
    PREVENTS_LOADING,
    /** The file loads, but no tree can be made of it. */
    PREVENTS_INSTANCING,
    /** The engine goes on, perhaps not as the author meant it. */
    NONE
  }

  /** How much a problem weighs. */
  public enum Severity {
    ERROR,
    WARNING
  }

  private final Effect effect;

  ProblemCode(Effect effect) {
    this.effect = effect;
  }

  public Effect effect() {
    return effect;
  }

  public Severity severity() {
    return effect == Effect.NONE ? Severity.WARNING : Severity.ERROR;
  }
}
