package dev.spacetime.api;

import java.util.List;

/** Fields as a list of their own. */
record ListedFields(List<Header> fields) implements HeaderFields {
  ListedFields {
    fields = List.copyOf(fields);
  }
}
