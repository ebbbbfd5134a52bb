/**
 * The documents on the wire: a record for each answer, its components in the order of the JSON
 * members, and a record for each request that carries more than a path.
 *
 * <p>{@code …Answer} goes out; {@code …Command} and {@code …Query} come in and are checked by their
 * {@code from} methods.
 */
@NullMarked
package dev.spacetime.api.wire;

import org.jspecify.annotations.NullMarked;
