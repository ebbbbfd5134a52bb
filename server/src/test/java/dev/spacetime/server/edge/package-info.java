/** What shared caches do with the answers: a real Varnish in front of the server. */
@NullMarked
package dev.spacetime.server.edge;

import org.jspecify.annotations.NullMarked;
