package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spacetime.access.AddressLiteral;
import dev.spacetime.access.AddressRange;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.api.LogText;
import dev.spacetime.api.Method;
import dev.spacetime.api.RequestBody;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.api.wire.TokenCommand;
import dev.spacetime.api.wire.ValidateCommand;
import dev.spacetime.api.wire.WhitelistCommand;
import dev.spacetime.scene.ResourcePath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a client's bytes mean stays the same when it is written down and read again. */
class RequestFuzzTest {
  private static final String PEER = "10.0.0.1";
  private static final ClientAddresses ADDRESSES =
      new ClientAddresses(List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8")));

  /** A query, header fields and, after an empty line, a body. */
  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "RequestFuzzTest.dict")
  void meansTheSameAgain(byte[] input) {
    String head = new String(input, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\n\n");
    byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(input, end + 2, input.length);
    List<String> lines = (end < 0 ? head : head.substring(0, end)).lines().toList();
    HeaderFields headers = headers(lines);
    assertQuery(lines.isEmpty() ? "" : lines.get(0));
    assertToken(headers);
    assertAddress(headers);
    assertOrigin(headers);
    assertBody(headers, body);
    assertLogged(new String(input, StandardCharsets.UTF_8));
  }

  private static void assertQuery(String query) {
    accepted(ScenesQuery::from, query)
        .forEach(
            parsed -> {
              StringBuilder again = new StringBuilder("dir=").append(encoded(parsed.directory()));
              again.append("&include_addons=").append(parsed.includeAddons());
              parsed.limit().ifPresent(limit -> again.append("&limit=").append(limit));
              parsed.after().ifPresent(path -> again.append("&cursor=").append(cursor(path)));
              assertThat(ScenesQuery.from(again.toString())).isEqualTo(parsed);
            });
  }

  private static String encoded(ResourcePath path) {
    return URLEncoder.encode(path.value(), StandardCharsets.UTF_8);
  }

  private static String cursor(ResourcePath path) {
    byte[] utf8 = path.value().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
  }

  private static void assertToken(HeaderFields headers) {
    BearerToken.of(headers)
        .ifPresent(
            token -> {
              assertThat(headers.all("Authorization")).hasSize(1);
              assertThat(token)
                  .matches("[A-Za-z0-9._~+/-]+=*")
                  .hasSizeLessThanOrEqualTo(BearerToken.LENGTH_MAX);
              assertThat(BearerToken.of(HeaderFields.of("authorization", "Bearer " + token)))
                  .contains(token);
            });
  }

  private static void assertAddress(HeaderFields headers) {
    String client = ADDRESSES.of(PEER, headers).text();
    assertThat(client).matches("[0-9a-fA-F:.]+|\\[[0-9a-fA-F:.]+\\]");
    assertThat(AddressLiteral.bytes(client)).isPresent();
    assertThat(ADDRESSES.of("192.0.2.1", headers)).isEqualTo(new ClientAddress("192.0.2.1"));
    String node = client.indexOf(':') < 0 ? client : "\"[" + bare(client) + "]\"";
    String again = ADDRESSES.of(PEER, HeaderFields.of("Forwarded", "for=" + node)).text();
    assertThat(AddressLiteral.bytes(again)).isPresent();
    assertThat(AddressLiteral.bytes(again).orElseThrow())
        .isEqualTo(AddressLiteral.bytes(client).orElseThrow());
    assertThat(ClientNetwork.of(bare(client))).isEqualTo(ClientNetwork.of(bare(again)));
    if (!ADDRESSES.isProxy(client)) {
      // What the client itself puts in front changes nothing.
      assertThat(ADDRESSES.of(PEER, forged(headers)).text()).isEqualTo(client);
    }
  }

  private static HeaderFields forged(HeaderFields headers) {
    List<Header> fields = new ArrayList<>();
    boolean forwarded = !headers.all("Forwarded").isEmpty();
    fields.add(
        forwarded
            ? new Header("Forwarded", "for=203.0.113.9")
            : new Header("X-Forwarded-For", "203.0.113.9"));
    fields.addAll(headers.fields());
    return HeaderFields.of(fields);
  }

  private static String bare(String address) {
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  private static void assertOrigin(HeaderFields headers) {
    if (!PageOrigin.isForeign(headers)) {
      String own = "://" + headers.first("Host").orElse("").toLowerCase(Locale.ROOT);
      assertThat(headers.all("Origin"))
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(origin -> origin.toLowerCase(Locale.ROOT).endsWith(own));
    }
  }

  private static void assertBody(HeaderFields headers, byte[] body) {
    ApiRequest request = request(headers, body);
    accepted(ValidateCommand::from, request)
        .forEach(
            command ->
                assertThat(ValidateCommand.from(json(Map.of("scene_path", command.scenePath()))))
                    .isEqualTo(command));
    accepted(WhitelistCommand::from, request)
        .forEach(
            command ->
                assertThat(WhitelistCommand.from(json(written(command)))).isEqualTo(command));
    accepted(TokenCommand::from, request)
        .forEach(
            command -> assertThat(TokenCommand.from(json(written(command)))).isEqualTo(command));
    Json.tree(body).ifPresent(tree -> assertThat(Json.tree(Json.bytes(tree))).contains(tree));
  }

  private static Map<String, Object> written(WhitelistCommand command) {
    if (command instanceof WhitelistCommand.AddScene add) {
      return Map.of("action", "add_scene", "scene_path", add.scenePath());
    } else if (command instanceof WhitelistCommand.AddDirectory add) {
      return Map.of("action", "add_directory", "dir_path", add.directory());
    } else if (command instanceof WhitelistCommand.AddWildcard add) {
      return Map.of("action", "add_wildcard", "pattern", add.pattern());
    } else if (command instanceof WhitelistCommand.SetEnvironment set) {
      return Map.of("action", "set_environment", "environment", set.environment());
    } else if (command instanceof WhitelistCommand.Validate validate) {
      return Map.of("action", "validate", "scene_path", validate.scenePath());
    }
    return Map.of("action", "reload");
  }

  private static Map<String, Object> written(TokenCommand command) {
    if (command instanceof TokenCommand.Create create) {
      List<String> addresses = create.addresses().stream().map(AddressRange::toString).toList();
      Map<String, Object> members =
          new HashMap<>(
              Map.of(
                  "action",
                  "create",
                  "name",
                  create.name(),
                  "role",
                  create.role().name().toLowerCase(Locale.ROOT),
                  "addresses",
                  addresses));
      create.expiresInSeconds().ifPresent(seconds -> members.put("expires_in_seconds", seconds));
      return members;
    } else if (command instanceof TokenCommand.Rotate rotate) {
      return Map.of(
          "action", "rotate", "name", rotate.name(), "overlap_seconds", rotate.overlapSeconds());
    }
    return Map.of("action", "revoke", "name", command.name());
  }

  private static void assertLogged(String text) {
    assertThat(LogText.of(text).codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(character -> Character.getType(character) == Character.FORMAT);
  }

  /** What a reader makes of it: nothing where it refuses as the contract says. */
  private static <A, B> List<B> accepted(Function<A, B> reader, A input) {
    try {
      return List.of(reader.apply(input));
    } catch (ApiException refused) {
      assertThat(refused.code())
          .isIn(ErrorCode.BAD_REQUEST, ErrorCode.NOT_FOUND, ErrorCode.PAYLOAD_TOO_LARGE);
      return List.of();
    }
  }

  private static ApiRequest json(Map<String, Object> members) {
    return request(HeaderFields.of("Content-Type", "application/json"), Json.bytes(members));
  }

  private static ApiRequest request(HeaderFields headers, byte[] body) {
    return new ApiRequest(
        Method.POST, "/", "", headers, RequestBody.of(body), new ClientAddress(PEER), "fuzzed");
  }

  private static HeaderFields headers(List<String> lines) {
    List<Header> fields = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        // As Jetty hands them over: without the white space around them.
        fields.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return HeaderFields.of(fields);
  }
}
