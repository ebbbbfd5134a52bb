/**
 * The socket's side: {@link dev.spacetime.server.http.HttpFront} starts Javalin on Jetty and hands
 * every request to the pipeline.
 */
@NullMarked
package dev.spacetime.server.http;

import org.jspecify.annotations.NullMarked;
