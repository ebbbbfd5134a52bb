/** Files that survive: {@link dev.spacetime.storage.DurableFile}. */
@NullMarked
package dev.spacetime.storage;

import org.jspecify.annotations.NullMarked;
