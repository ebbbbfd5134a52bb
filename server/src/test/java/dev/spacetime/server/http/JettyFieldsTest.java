package dev.spacetime.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyFieldsTest {
  private static final List<Header> SENT =
      List.of(
          new Header("Host", "localhost"),
          new Header("Accept", "text/html"),
          new Header("authorization", "Bearer a"),
          new Header("ACCEPT", "application/json"),
          new Header("X-Empty", ""),
          new Header("If-None-Match", "\"tag\""));

  private static JettyFields jetty(List<Header> fields) {
    HttpFields.Mutable jetty = HttpFields.build();
    fields.forEach(field -> jetty.add(field.name(), field.value()));
    return new JettyFields(jetty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "accept", "Authorization", "X-Empty", "X-Missing"})
  void answersAsAListOfFieldsDoes(String name) {
    HeaderFields listed = HeaderFields.of(SENT);
    JettyFields fields = jetty(SENT);
    assertThat(fields.fields()).isEqualTo(SENT);
    assertThat(fields.first(name)).isEqualTo(listed.first(name));
    assertThat(fields.all(name)).isEqualTo(listed.all(name));
    assertThat(fields.only(name)).isEqualTo(listed.only(name));
    assertThat(fields.joined(name)).isEqualTo(listed.joined(name));
  }

  @Test
  void theOnlyFieldIsNoneOfTwo() {
    JettyFields fields = jetty(SENT);
    assertThat(fields.only("Authorization")).contains("Bearer a");
    assertThat(fields.only("Accept")).isEmpty();
    assertThat(fields.only("X-Missing")).isEmpty();
  }

  @Test
  void tellsConditions() {
    assertThat(jetty(SENT).hasConditions()).isTrue();
    assertThat(jetty(SENT.subList(0, 5)).hasConditions()).isFalse();
  }
}
