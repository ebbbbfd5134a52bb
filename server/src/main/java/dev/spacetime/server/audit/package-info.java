/**
 * Who changed what serves, when, why, and by which figures: {@link
 * dev.spacetime.server.audit.AuditLog}.
 */
@NullMarked
package dev.spacetime.server.audit;

import org.jspecify.annotations.NullMarked;
