/**
 * What is loaded now and what was loaded before: state that belongs to no variant and survives
 * every switch.
 *
 * <p>{@link dev.spacetime.session.SceneSession} is what a variant sees of it. {@link
 * dev.spacetime.session.LiveSession} applies loads in the order in which they were accepted, and
 * {@link dev.spacetime.session.HistoryFile} keeps their history over a restart; {@link
 * dev.spacetime.session.DetachedSession} goes on from one {@link
 * dev.spacetime.session.SessionState} out of sight.
 */
@NullMarked
package dev.spacetime.session;

import org.jspecify.annotations.NullMarked;
