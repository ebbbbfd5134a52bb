package dev.spacetime.server.platform;

import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;

/**
 * A request before it is known where it leads.
 *
 * @param method any method name
 * @param path as it was sent, undecoded, without the query
 * @param query as it was sent, undecoded, empty where there is none
 */
public record IncomingRequest(
    String method,
    String path,
    String query,
    HeaderFields headers,
    RequestBody body,
    ClientAddress client) {}
