/**
 * Files that survive: {@link dev.spacetime.storage.DurableFile}, {@link
 * dev.spacetime.storage.CheckedFile}.
 */
@NullMarked
package dev.spacetime.storage;

import org.jspecify.annotations.NullMarked;
