package dev.spacetime.api;

import dev.spacetime.access.Principal;
import java.util.function.Supplier;

/**
 * The answers that concern the platform and not the scenes: health, figures, documents and the
 * switch itself. A variant guards them like its own and then asks for them here.
 */
public interface PlatformEndpoints {
  /**
   * @param caller who asks; the anonymous principal at the health checks
   * @param statistics of the variant that answers; asked for only where they are told
   */
  ApiResponse answer(
      Endpoint endpoint,
      ApiRequest request,
      Principal caller,
      Supplier<VariantStatistics> statistics);
}
