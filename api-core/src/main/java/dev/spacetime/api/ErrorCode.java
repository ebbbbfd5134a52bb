package dev.spacetime.api;

/** What can be wrong, each with its status and the title that the contract gives it. */
public enum ErrorCode {
  BAD_REQUEST(Fault.CALLER, 400, "Bad Request"),
  UNAUTHORIZED(Fault.CALLER, 401, "Unauthorized"),
  FORBIDDEN(Fault.CALLER, 403, "Forbidden"),
  NOT_FOUND(Fault.CALLER, 404, "Not Found"),
  METHOD_NOT_ALLOWED(Fault.CALLER, 405, "Method Not Allowed"),
  PAYLOAD_TOO_LARGE(Fault.CALLER, 413, "Payload Too Large"),
  UNPROCESSABLE(Fault.CALLER, 422, "Unprocessable Content"),
  TOO_MANY_REQUESTS(Fault.RESOURCES, 429, "Too Many Requests"),
  INTERNAL(Fault.SERVER, 500, "Internal Server Error"),
  UNAVAILABLE(Fault.RESOURCES, 503, "Service Unavailable");

  /** Whose fault it is: what an operator should look at. */
  public enum Fault {
    CALLER,
    SERVER,
    RESOURCES
  }

  private final Fault fault;
  private final int status;
  private final String title;

  ErrorCode(Fault fault, int status, String title) {
    this.fault = fault;
    this.status = status;
    this.title = title;
  }

  public Fault fault() {
    return fault;
  }

  public int status() {
    return status;
  }

  /** The {@code error} member of the answer. */
  public String title() {
    return title;
  }
}
