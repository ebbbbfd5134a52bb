package dev.spacetime.server.platform;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeldAnswer;
import java.util.List;

/**
 * An answer that needs no work any more.
 *
 * @param held what everybody gets who asks for this form
 * @param own fields of this request: those of its limits
 */
public record PreparedAnswer(HeldAnswer held, List<Header> own, String requestId) {}
