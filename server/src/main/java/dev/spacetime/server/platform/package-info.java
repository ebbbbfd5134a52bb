/**
 * Everything that a running SpaceTime consists of, but for the socket.
 *
 * <p>{@link dev.spacetime.server.platform.Platform} puts it together; {@link
 * dev.spacetime.server.platform.ApiPipeline} takes a request through it; {@link
 * dev.spacetime.server.platform.VariantSwitch} holds which variant answers.
 */
@NullMarked
package dev.spacetime.server.platform;

import org.jspecify.annotations.NullMarked;
