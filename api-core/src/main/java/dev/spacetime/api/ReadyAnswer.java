package dev.spacetime.api;

import java.util.List;

/**
 * An answer that is held and may be given to the caller that asks now.
 *
 * @param fields what is this request's own: the fields of its limits
 */
public record ReadyAnswer(HeldAnswer held, List<Header> fields) {}
