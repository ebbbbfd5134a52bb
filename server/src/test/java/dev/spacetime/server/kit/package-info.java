/**
 * The contract kit: {@link dev.spacetime.server.kit.ContractKit} owns the requests and assertions
 * of the whole contract; a subclass brings a variant and a way to reach it, and nothing more.
 */
@NullMarked
package dev.spacetime.server.kit;

import org.jspecify.annotations.NullMarked;
