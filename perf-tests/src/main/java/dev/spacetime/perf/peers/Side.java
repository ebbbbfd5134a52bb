package dev.spacetime.perf.peers;

import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.Request;

/**
 * Who is asked what.
 *
 * @param name as the table shows it
 * @param status that its answer must have
 */
record Side(String name, Address address, Request request, int status, boolean http2) {
  static Side of(String name, Address address, Request request) {
    return new Side(name, address, request, 200, false);
  }

  Side answering(int other) {
    return new Side(name, address, request, other, http2);
  }

  Side overHttp2() {
    return new Side(name, address, request, status, true);
  }
}
