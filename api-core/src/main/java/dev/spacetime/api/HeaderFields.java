package dev.spacetime.api;

import java.util.List;
import java.util.Optional;

/** The header fields of a request or an answer, in their order; names are case-insensitive. */
public record HeaderFields(List<Header> fields) {
  public static final HeaderFields NONE = new HeaderFields(List.of());

  public HeaderFields {
    fields = List.copyOf(fields);
  }

  /** Pairs of name and value: {@code of("Accept", "text/html", "Host", "localhost")}. */
  public static HeaderFields of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A header field needs a name and a value");
    }
    Header[] fields = new Header[namesAndValues.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Header(namesAndValues[2 * i], namesAndValues[2 * i + 1]);
    }
    return new HeaderFields(List.of(fields));
  }

  public Optional<String> first(String name) {
    for (Header field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }
}
