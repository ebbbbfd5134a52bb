/**
 * The program. {@link dev.spacetime.server.Main} is where it begins; {@code command} holds the
 * subcommands, {@code config} the settings, {@code platform} the composition of everything and the
 * switch, {@code http} the socket's side.
 */
@NullMarked
package dev.spacetime.server;

import org.jspecify.annotations.NullMarked;
