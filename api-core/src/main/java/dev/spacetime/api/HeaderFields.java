package dev.spacetime.api;

import java.util.List;
import java.util.Optional;

/**
 * The header fields of a request or an answer, in their order; names are case-insensitive. A
 * transport may show its own fields through this, unchanged, instead of copying them.
 */
public interface HeaderFields {
  HeaderFields NONE = of(List.of());

  /** Pairs of name and value: {@code of("Accept", "text/html", "Host", "localhost")}. */
  static HeaderFields of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A header field needs a name and a value");
    }
    Header[] fields = new Header[namesAndValues.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Header(namesAndValues[2 * i], namesAndValues[2 * i + 1]);
    }
    return of(List.of(fields));
  }

  static HeaderFields of(List<Header> fields) {
    return new ListedFields(fields);
  }

  List<Header> fields();

  default Optional<String> first(String name) {
    for (Header field : fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  default List<String> all(String name) {
    return fields().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The value of a field that stands once; empty where it is missing or stands more often. */
  default Optional<String> only(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** All values of a field as one list (RFC 9110, section 5.3). */
  default Optional<String> joined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** Whether there is a field of a conditional request. */
  default boolean hasConditions() {
    for (Header field : fields()) {
      if (field.name().regionMatches(true, 0, "If-", 0, 3)) {
        return true;
      }
    }
    return false;
  }
}
