/**
 * What is loaded now and what was loaded before: state that belongs to no variant and survives
 * every switch.
 *
 * <p>{@link dev.spacetime.session.SceneSession} applies loads in the order in which they were
 * accepted; {@link dev.spacetime.session.CurrentScene} and {@link
 * dev.spacetime.session.SceneHistory} are its immutable snapshots; {@link
 * dev.spacetime.session.HistoryFile} keeps the history over a restart.
 */
@NullMarked
package dev.spacetime.session;

import org.jspecify.annotations.NullMarked;
