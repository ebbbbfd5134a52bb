package dev.spacetime.server.platform;

import dev.spacetime.access.Principal;
import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.security.Authenticator;
import dev.spacetime.server.platform.VariantSwitch.Choice;
import java.util.List;
import java.util.Optional;

/** An operator may choose the variant of a single request by a header field, where it is on. */
final class VariantOverride {
  static final String FIELD = "X-SpaceTime-Variant";

  private final boolean on;
  private final VariantSwitch variants;
  private final Authenticator authenticator;

  VariantOverride(boolean on, VariantSwitch variants, Authenticator authenticator) {
    this.on = on;
    this.variants = variants;
    this.authenticator = authenticator;
  }

  boolean isAsked(HeaderFields headers) {
    return on && headers.first(FIELD).isPresent();
  }

  /**
   * The variant that a request asks for; empty for none, and for a stranger's, whom the variant in
   * force refuses.
   *
   * @throws ApiException 403 to a reader, 400 where there is no such variant
   */
  Optional<Choice> of(ApiRequest request) {
    if (!isAsked(request.headers())) {
      return Optional.empty();
    }
    Optional<Principal> caller = authenticator.authenticate(request);
    if (caller.isEmpty()) {
      return Optional.empty();
    }
    if (!caller.get().role().may(Access.OPERATOR)) {
      throw ApiException.of(ErrorCode.FORBIDDEN, FIELD + " needs the role operator", List.of());
    }
    String name = request.headers().first(FIELD).orElseThrow();
    return Optional.of(
        variants
            .named(name)
            .orElseThrow(
                () ->
                    ApiException.badRequest(
                        "Header " + FIELD + ": " + variants.unknown(name).orElseThrow())));
  }
}
