/**
 * Who may do what: the data and the state that the checks of every variant read.
 *
 * <p>{@link dev.spacetime.access.TokenDirectory} and {@link dev.spacetime.access.WhitelistState}
 * hold the current tokens and path rules as immutable snapshots; the checks themselves, plain and
 * fast, are in the security module.
 */
@NullMarked
package dev.spacetime.access;

import org.jspecify.annotations.NullMarked;
