/**
 * Attacks through a real socket, on both variants: one class for each family. {@link
 * dev.spacetime.server.attack.Target} holds what must be true after each of them.
 */
@NullMarked
package dev.spacetime.server.attack;

import org.jspecify.annotations.NullMarked;
