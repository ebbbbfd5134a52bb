package dev.spacetime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 192.0.2.1, false",
    "::/0, 2001:db8::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, [::1], true",
    "fe80::/10, fe80::1%eth0, true",
    "192.0.2.0/24, ::ffff:192.0.2.1, true",
    "192.0.2.0/24, unknown, false",
    "192.0.2.0/24, '', false"
  })
  void containsItsAddresses(String range, String address, boolean contains) {
    assertThat(AddressRange.of(range).contains(address)).isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/ 8",
        "192.0.2.1/24",
        "2001:db8::1/64",
        "2001:db8::/129",
        "192.0.2",
        "192.0.2.256",
        "192.0.02.1",
        "0x7f.0.0.1",
        "localhost",
        "a:b",
        "1:2:3:4:5:6:7:8:9",
        "192.0.2.0/24/24"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no block of addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.1.22.99", "::", "2001:db8::192.0.2.1", "1:2:3:4:5:6:7:8"})
  void literalsAreReadAsThePlatformReadsThem(String text) throws Exception {
    assertThat(AddressLiteral.bytes(text)).contains(InetAddress.getByName(text).getAddress());
  }
}
