/**
 * The contract that every variant answers, free of any HTTP server's types.
 *
 * <p>{@link dev.spacetime.api.Endpoint} lists what can be asked, {@link
 * dev.spacetime.api.ApiRequest} and {@link dev.spacetime.api.ApiResponse} are the values that go in
 * and come out, {@link dev.spacetime.api.RouterVariant} is one implementation of all of it, found
 * through {@link dev.spacetime.api.RouterVariantProvider} and built from a {@link
 * dev.spacetime.api.VariantContext}. A refusal is an {@link dev.spacetime.api.ApiException} and
 * becomes an answer in one place, {@link dev.spacetime.api.ErrorAnswers}.
 */
@NullMarked
package dev.spacetime.api;

import org.jspecify.annotations.NullMarked;
