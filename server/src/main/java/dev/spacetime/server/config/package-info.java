/**
 * The settings: {@link dev.spacetime.server.config.Setting} lists them, {@link
 * dev.spacetime.server.config.ConfigurationReader} takes them from flags, environment, file and
 * defaults, in this order, and {@link dev.spacetime.server.config.Configuration} holds the result.
 */
@NullMarked
package dev.spacetime.server.config;

import org.jspecify.annotations.NullMarked;
