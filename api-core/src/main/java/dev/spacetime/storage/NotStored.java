package dev.spacetime.storage;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.LogText;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told whose change the disk did not take. */
public final class NotStored {
  private static final Logger LOG = LoggerFactory.getLogger(NotStored.class);

  private NotStored() {}

  /**
   * Writes the failure to the log.
   *
   * @param what can't be written
   */
  public static ApiException refusal(String what, IOException failure) {
    LOG.error("The {} can't be written: {}", what, LogText.of(failure));
    return ApiException.unavailable(
        "The " + what + " can't be written to the disk now; nothing was changed");
  }
}
