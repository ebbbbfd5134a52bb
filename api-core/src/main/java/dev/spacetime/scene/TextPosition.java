package dev.spacetime.scene;

/** A place in a text: line and column from 1, the column in characters. */
record TextPosition(int line, int column) {}
