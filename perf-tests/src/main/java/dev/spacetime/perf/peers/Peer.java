package dev.spacetime.perf.peers;

import dev.spacetime.api.Header;
import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.ChildProcess;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A server that is not ours, on loopback, configured in a folder of the run. */
record Peer(ChildProcess process, Address address) implements AutoCloseable {
  // What a server writes by itself.
  private static final Set<String> OWN_FIELDS =
      Set.of("date", "content-type", "content-length", "connection", "transfer-encoding");

  private static final String NGINX =
      """
      user root;
      worker_processes auto;
      daemon off;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log;
      events { worker_connections 1024; }
      http {
        access_log off;
        server_tokens off;
        default_type application/json;
        keepalive_requests 1000000000;
        keepalive_timeout 300s;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        %2$s
      }
      """;

  private static final String VARNISH =
      """
      vcl 4.1;
      backend default { .host = "127.0.0.1"; .port = "%d"; }
      sub vcl_recv { return (hash); }
      sub vcl_hash { hash_data(req.http.Authorization); }
      sub vcl_backend_response { set beresp.ttl = 10m; return (deliver); }
      """;

  /** Answers everything with the given answer's fields and bytes. */
  static Peer nginxConstant(Path nginx, Path folder, Answer answer, boolean http2)
      throws IOException {
    Address address = Address.free();
    String fields =
        answer.headers().fields().stream()
            .filter(field -> !OWN_FIELDS.contains(field.name().toLowerCase(Locale.ROOT)))
            .map(Peer::addHeader)
            .collect(Collectors.joining("\n"));
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String server =
        "server { listen %s%s; location / { %s\nreturn 200 '%s'; } }"
            .formatted(address.host(), http2 ? " http2" : "", fields, body.replace("'", "\\'"));
    return nginx(http2 ? "nginx-constant-h2" : "nginx-constant", nginx, folder, address, server);
  }

  private static String addHeader(Header field) {
    return "add_header %s \"%s\";".formatted(field.name(), field.value().replace("\"", "\\\""));
  }

  /** A cache in front of a server; credentials are part of its key. */
  static Peer nginxCache(Path nginx, Path folder, Address origin) throws IOException {
    Address address = Address.free();
    String server =
        """
        proxy_cache_path %1$s/nginx-cache/kept keys_zone=kept:10m;
        upstream origin { server %2$s; keepalive 16; }
        server {
          listen %3$s;
          location / {
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_cache kept;
            proxy_cache_key "$request_method$request_uri$http_authorization";
            proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
            proxy_cache_valid 200 10m;
          }
        }
        """
            .formatted(folder, origin.host(), address.host());
    return nginx("nginx-cache", nginx, folder, address, server);
  }

  private static Peer nginx(String name, Path nginx, Path parent, Address address, String http)
      throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, NGINX.formatted(folder, http));
    return started(
        name,
        parent,
        address,
        List.of(nginx.toString(), "-p", folder.toString(), "-c", configuration.toString()));
  }

  /** A cache in front of a server; credentials are part of its key. */
  static Peer varnish(Path varnish, Path parent, Address origin) throws IOException {
    Address address = Address.free();
    Path folder = Files.createDirectories(parent.resolve("varnish"));
    Path configuration = folder.resolve("default.vcl");
    Files.writeString(configuration, VARNISH.formatted(origin.port()));
    return started(
        "varnish",
        parent,
        address,
        List.of(
            varnish.toString(),
            "-F",
            "-j",
            "none",
            "-n",
            folder.resolve("work").toString(),
            "-a",
            address.host(),
            "-f",
            configuration.toString(),
            "-s",
            "malloc,64m"));
  }

  /**
   * @param kind {@code javalin} or {@code jetty}
   */
  static Peer bare(String kind, Path folder, List<String> jvmFlags, Answer answer)
      throws IOException {
    Address address = Address.free();
    List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
    command.addAll(jvmFlags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareServers.class.getName(),
            kind,
            Integer.toString(address.port()),
            new String(answer.body(), StandardCharsets.UTF_8)));
    return started("bare-" + kind, folder, address, command);
  }

  private static Peer started(String name, Path folder, Address address, List<String> command)
      throws IOException {
    ChildProcess process =
        ChildProcess.start(name, folder.resolve(name + ".log"), Map.of(), command);
    try {
      address.awaitListening(process);
    } catch (RuntimeException | IOException failed) {
      process.close();
      throw failed;
    }
    return new Peer(process, address);
  }

  @Override
  public void close() {
    process.close();
  }
}
