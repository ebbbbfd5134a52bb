package dev.spacetime.server.http;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Jetty's fields as they are. Looked at by their places: an iterator of Jetty's is a large object.
 */
record JettyFields(HttpFields jetty) implements HeaderFields {
  @Override
  public List<Header> fields() {
    List<Header> fields = new ArrayList<>(jetty.size());
    for (HttpField field : jetty) {
      fields.add(new Header(field.getName(), valueOf(field)));
    }
    return fields;
  }

  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(jetty.get(name));
  }

  @Override
  public List<String> all(String name) {
    List<String> values = List.of();
    for (int i = 0; i < jetty.size(); i++) {
      HttpField field = jetty.getField(i);
      if (field.is(name)) {
        values = values.isEmpty() ? new ArrayList<>() : values;
        values.add(valueOf(field));
      }
    }
    return values;
  }

  // For the fast lane, which asks these two of every request: a list would be thrown away again.
  @Override
  public Optional<String> only(String name) {
    HttpField only = null;
    for (int i = 0; i < jetty.size(); i++) {
      HttpField field = jetty.getField(i);
      if (field.is(name)) {
        if (only != null) {
          return Optional.empty();
        }
        only = field;
      }
    }
    return only == null ? Optional.empty() : Optional.of(valueOf(only));
  }

  @Override
  public Optional<String> joined(String name) {
    String joined = null;
    for (int i = 0; i < jetty.size(); i++) {
      HttpField field = jetty.getField(i);
      if (field.is(name)) {
        joined = joined == null ? valueOf(field) : joined + ", " + valueOf(field);
      }
    }
    return Optional.ofNullable(joined);
  }

  @Override
  public boolean hasConditions() {
    for (int i = 0; i < jetty.size(); i++) {
      if (jetty.getField(i).getName().regionMatches(true, 0, "If-", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  private static String valueOf(HttpField field) {
    String value = field.getValue();
    return value == null ? "" : value;
  }
}
