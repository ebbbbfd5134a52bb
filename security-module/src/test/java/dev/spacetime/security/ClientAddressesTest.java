package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.AddressRange;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {
  private final ClientAddresses addresses =
      new ClientAddresses(List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8")));

  private String client(String peer, String field, String... values) {
    List<Header> headers = new ArrayList<>();
    for (String value : values) {
      headers.add(new Header(field, value));
    }
    return addresses.of(peer, HeaderFields.of(headers)).text();
  }

  @Test
  void whoHasNoProxiesBelievesNobody() {
    assertThat(addresses.believesProxies()).isTrue();
    assertThat(new ClientAddresses(List.of()).believesProxies()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For"})
  void strangerIsNotBelieved(String field) {
    assertThat(client("192.0.2.1", field, "for=198.51.100.1", "198.51.100.1"))
        .isEqualTo("192.0.2.1");
    HeaderFields headers = HeaderFields.of(field, "198.51.100.1");
    assertThat(new ClientAddresses(List.of()).of("10.0.0.1", headers))
        .isEqualTo(new ClientAddress("10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.1 | 198.51.100.1",
        "203.0.113.9, 198.51.100.1 | 198.51.100.1",
        "203.0.113.9, 198.51.100.1, 10.1.1.1 | 198.51.100.1",
        "10.2.2.2, 10.1.1.1 | 10.2.2.2",
        "198.51.100.1, unknown | 10.0.0.1",
        "198.51.100.1, unknown, 10.1.1.1 | 10.1.1.1",
        "198.51.100.1:4711 | 198.51.100.1",
        "2001:db8::1 | 2001:db8::1",
        "[2001:db8::1]:4711 | [2001:db8::1]",
        "2001:db8::1, [fd00::5]:80 | 2001:db8::1",
        "198.51.100.1, | 10.0.0.1",
        "localhost | 10.0.0.1",
        "'' | 10.0.0.1"
      })
  void wayIsWalkedFromTheRight(String value, String client) {
    assertThat(client("10.0.0.1", "X-Forwarded-For", value)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.1 | 198.51.100.1",
        "For=\"[2001:db8::1]:4711\" | [2001:db8::1]",
        "for=203.0.113.9, for=198.51.100.1;proto=http;by=10.0.0.1 | 198.51.100.1",
        "for=203.0.113.9,proto=https;for=198.51.100.1:80, for=10.1.1.1 | 198.51.100.1",
        "for=198.51.100.1, for=unknown | 10.0.0.1",
        "for=\"[fe80::1%x y]\" | 10.0.0.1",
        "for=198.51.100.1, for=_hidden | 10.0.0.1",
        "for=198.51.100.1, proto=http | 10.0.0.1",
        "for=198.51.100.1, for=\"_a,b\" | 10.0.0.1",
        "by=\"for=203.0.113.9\";for=198.51.100.1 | 198.51.100.1",
        "host=\"a;for=203.0.113.9\" | 10.0.0.1",
        "xfor=198.51.100.1 | 10.0.0.1",
        "198.51.100.1 | 10.0.0.1"
      })
  void standardFieldIsReadAsRfc7239Says(String value, String client) {
    assertThat(client("10.0.0.1", "Forwarded", value)).isEqualTo(client);
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(client("10.0.0.1", "X-Forwarded-For", "203.0.113.9", "198.51.100.1, 10.1.1.1"))
        .isEqualTo("198.51.100.1");
    assertThat(client("10.0.0.1", "Forwarded", "for=203.0.113.9", "for=198.51.100.1"))
        .isEqualTo("198.51.100.1");
    assertThat(client("10.0.0.1", "Forwarded")).isEqualTo("10.0.0.1");
  }

  @Test
  void bothFieldsTellNothing() {
    HeaderFields both =
        HeaderFields.of(
            List.of(
                new Header("Forwarded", "for=203.0.113.9"),
                new Header("X-Forwarded-For", "198.51.100.1")));
    assertThat(addresses.of("10.0.0.1", both).text()).isEqualTo("10.0.0.1");
  }

  @Test
  void noFieldTakesLong() {
    for (String value : List.of(",".repeat(8_000), "\"".repeat(8_000), "for=\",".repeat(1_300))) {
      assertThat(BestTime.of(() -> client("10.0.0.1", "Forwarded", value)))
          .isLessThan(Duration.ofSeconds(1));
    }
  }
}
