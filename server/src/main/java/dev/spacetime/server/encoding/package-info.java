/**
 * Bodies made smaller: {@link dev.spacetime.server.encoding.Compression} gives a body in a coding,
 * at once or as it was made in the background; {@link dev.spacetime.server.encoding.Codecs} are
 * what it is made with.
 */
@NullMarked
package dev.spacetime.server.encoding;

import org.jspecify.annotations.NullMarked;
