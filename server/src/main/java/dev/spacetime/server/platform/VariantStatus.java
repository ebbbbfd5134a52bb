package dev.spacetime.server.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which variant serves, and why.
 *
 * @param previous {@code null} before the first switch
 */
record VariantStatus(String active, @Nullable String previous, Instant since, String reason) {}
