/**
 * Measures the server beside others on the same machine: {@link
 * dev.spacetime.perf.peers.PeersCommand} starts them, asks each in turn, and holds the ratios
 * against their goals.
 */
@NullMarked
package dev.spacetime.perf.peers;

import org.jspecify.annotations.NullMarked;
