/** Attacks through a real socket, on both variants, and what must come of each. */
@NullMarked
package dev.spacetime.server.attack;

import org.jspecify.annotations.NullMarked;
