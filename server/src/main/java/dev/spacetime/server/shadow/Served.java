package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.server.rollout.Side;

/**
 * A request that was answered, to be run again by both sides.
 *
 * @param side that answered it
 * @param request with a body that can be read again
 * @param before the state when the request began
 * @param answer as the variant gave it, before it was encoded for the client
 */
public record Served(
    Side side, Endpoint endpoint, ApiRequest request, StateSnapshot before, ApiResponse answer) {}
