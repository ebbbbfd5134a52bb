/**
 * The subcommands: {@link dev.spacetime.server.command.ServeCommand}, {@link
 * dev.spacetime.server.command.ValidateCommand} and {@link
 * dev.spacetime.server.command.VariantsCommand}, made into one command line by {@link
 * dev.spacetime.server.command.SpaceTimeCommand}.
 */
@NullMarked
package dev.spacetime.server.command;

import org.jspecify.annotations.NullMarked;
