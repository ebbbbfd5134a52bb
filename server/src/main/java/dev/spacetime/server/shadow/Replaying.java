package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.api.RequestBody;
import dev.spacetime.comparison.Difference;
import dev.spacetime.server.rollout.Side;
import dev.spacetime.server.shadow.Judge.Verdict.Different;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Runs the request of one mismatch again and again, smaller and smaller, as long as it differs
 * where it did.
 */
final class Replaying {
  static final int RUNS_MAX = 200;
  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
  private static final String AUTHORIZATION = "Authorization";

  private final Sides sides;
  private final MismatchLog.Kept kept;
  private final LongSupplier ticker;
  private final long beginNanos;
  private int runs;

  // The smallest so far.
  private ApiRequest request;
  private List<Difference> differences = List.of();

  Replaying(Sides sides, MismatchLog.Kept kept, LongSupplier ticker) {
    this.sides = sides;
    this.kept = kept;
    this.ticker = ticker;
    this.beginNanos = ticker.getAsLong();
    this.request = kept.sample().request();
  }

  Replay smallest(String authorization) {
    request = with(request, headers(fields -> authorized(fields, authorization)));
    Different whole = run(request);
    if (!whole.differences().isEmpty()) {
      differences = shown(whole);
      shrink(targets(whole.differences()));
    }
    return new Replay(Shown.request(WithoutSecrets.request(request)), differences, runs);
  }

  // Another difference than the one that was found would lead astray, unless that is gone.
  private Set<String> targets(Differences found) {
    Differences known = found.at(kept.places());
    return known.isEmpty() ? found.places() : known.places();
  }

  private void shrink(Set<String> places) {
    Predicate<ApiRequest> still = tried -> keepIfItDiffers(tried, places);
    shrinkParameters(still);
    shrinkFields(still);
    shrinkBody(still);
    shrinkValues(still);
  }

  private boolean keepIfItDiffers(ApiRequest tried, Set<String> places) {
    boolean mayRun =
        runs < RUNS_MAX && ticker.getAsLong() - beginNanos < NANOS_MAX && !sides.isStuck();
    if (!mayRun) {
      return false;
    }
    Different found = run(tried);
    if (found.differences().at(places).isEmpty()) {
      return false;
    }
    request = tried;
    differences = shown(found);
    return true;
  }

  private void shrinkParameters(Predicate<ApiRequest> still) {
    ApiRequest whole = request;
    if (whole.query().isEmpty()) {
      return;
    }
    var unused =
        DeltaDebugging.smallest(
            List.of(whole.query().split("&", -1)),
            some -> still.test(with(whole, String.join("&", some))));
  }

  private void shrinkFields(Predicate<ApiRequest> still) {
    ApiRequest whole = request;
    var unused =
        DeltaDebugging.smallest(
            whole.headers().fields(), some -> still.test(with(whole, HeaderFields.of(some))));
  }

  private void shrinkBody(Predicate<ApiRequest> still) {
    ApiRequest whole = request;
    byte[] body = WithoutSecrets.bytes(whole.body());
    Predicate<byte[]> stillWith = some -> still.test(with(whole, RequestBody.of(some)));
    if (body.length == 0 || stillWith.test(new byte[0])) {
      return;
    }
    var unused =
        Json.tree(body)
            .map(document -> SmallestJson.of(document, stillWith))
            .orElseGet(() -> smallestText(body, stillWith));
  }

  private static byte[] smallestText(byte[] body, Predicate<byte[]> stillWith) {
    String smallest =
        SmallestJson.text(
            new String(body, StandardCharsets.UTF_8),
            some -> stillWith.test(some.getBytes(StandardCharsets.UTF_8)));
    return smallest.getBytes(StandardCharsets.UTF_8);
  }

  private void shrinkValues(Predicate<ApiRequest> still) {
    ApiRequest whole = request;
    var unused = SmallestJson.text(whole.query(), some -> still.test(with(whole, some)));
  }

  /** Both sides' answers, and what differs, if anything does. */
  private Different run(ApiRequest tried) {
    Sample sample = kept.sample().with(tried);
    runs++;
    try {
      Run stable = sides.run(Side.STABLE, sample);
      Run candidate = sides.run(Side.CANDIDATE, sample);
      return new Different(stable, candidate, RunComparison.differences(sample, stable, candidate));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("The replay was interrupted");
    }
  }

  private HeaderFields headers(UnaryOperator<List<Header>> change) {
    return HeaderFields.of(change.apply(request.headers().fields()));
  }

  // What was removed can't be sent; the caller's own right stands in for the client's.
  private static List<Header> authorized(List<Header> fields, String authorization) {
    List<Header> sendable = new ArrayList<>();
    for (Header field : fields) {
      if (!field.value().equals(WithoutSecrets.REMOVED)) {
        sendable.add(field);
      } else if (field.name().equalsIgnoreCase(AUTHORIZATION)) {
        sendable.add(new Header(field.name(), authorization));
      }
    }
    return sendable;
  }

  private List<Difference> shown(Different found) {
    List<Difference> all = new ArrayList<>(Shown.differences(kept.sample(), found));
    all.addAll(found.differences().state());
    return all;
  }

  private static ApiRequest with(ApiRequest request, HeaderFields headers) {
    return request.with(request.query(), headers, request.body());
  }

  private static ApiRequest with(ApiRequest request, String query) {
    return request.with(query, request.headers(), request.body());
  }

  private static ApiRequest with(ApiRequest request, RequestBody body) {
    return request.with(request.query(), request.headers(), body);
  }
}
