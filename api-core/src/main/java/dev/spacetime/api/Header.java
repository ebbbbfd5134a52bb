package dev.spacetime.api;

/** One header field, its name as it is to be sent. */
public record Header(String name, String value) {}
