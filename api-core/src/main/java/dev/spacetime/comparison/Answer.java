package dev.spacetime.comparison;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeaderFields;

/** One answer as it came, its body decoded of any content coding. */
@SuppressWarnings("ArrayRecordComponent") // Compared field by field, never as a record.
public record Answer(int status, HeaderFields headers, byte[] body) {
  public static Answer of(ApiResponse response) {
    return new Answer(response.status(), response.headers(), response.body());
  }
}
