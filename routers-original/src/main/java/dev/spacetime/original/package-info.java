/**
 * The plain variant: what one writes first. Every request scans the tokens, scans the whitelist,
 * walks the folder, reads and parses the files and writes its answer anew; nothing is kept.
 *
 * <p>{@link dev.spacetime.original.OriginalVariantProvider} is how the server finds it.
 */
@NullMarked
package dev.spacetime.original;

import org.jspecify.annotations.NullMarked;
