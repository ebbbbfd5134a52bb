package dev.spacetime.security;

import dev.spacetime.api.HeaderFields;
import java.util.List;

/**
 * From where a browser's page asks. A browser names a page's origin in the field {@code Origin}
 * (RFC 6454, section 7) and no page can change it; who is no browser sends none.
 */
final class PageOrigin {
  private PageOrigin() {}

  /** Whether a page asks that did not come from here. */
  static boolean isForeign(HeaderFields headers) {
    List<String> origins = headers.all("Origin");
    if (origins.isEmpty()) {
      return false;
    }
    String host = headers.first("Host").orElse("");
    // A proxy may have taken TLS off, so the scheme may be another than the page's.
    return origins.size() > 1
        || host.isEmpty()
        || !(origins.get(0).equalsIgnoreCase("http://" + host)
            || origins.get(0).equalsIgnoreCase("https://" + host));
  }
}
