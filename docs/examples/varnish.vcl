vcl 4.1;

# Varnish in front of SpaceTime, which runs with --public-answers=on and
# --purge-url=http://127.0.0.1:PORT-OF-VARNISH/: public answers are stored, and
# dropped by their tags when a scene changes. What is stored is given to
# everybody who reaches Varnish.

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8080";
}

# Who may purge: the server.
acl purgers {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403));
        }
        if (req.http.Cache-Tag !~ "^[A-Za-z0-9_,-]+$") {
            return (synth(400));
        }
        ban("obj.http.Cache-Tag ~ (^|,)(" + regsuball(req.http.Cache-Tag, ",", "|") + ")(,|$)");
        return (synth(200));
    }
    # Varnish passes what carries Authorization; here the answer says whether it is public.
    if (req.method == "GET" || req.method == "HEAD") {
        return (hash);
    }
    return (pass);
}

sub vcl_backend_response {
    if (beresp.http.CDN-Cache-Control ~ "max-age=\d+") {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, ".*max-age=(\d+).*", "\1s"), 0s);
    }
}

sub vcl_deliver {
    # For the edge alone, or of whom the answer was fetched for.
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    unset resp.http.CDN-Cache-Control;
    if (obj.hits > 0) {
        unset resp.http.RateLimit;
        unset resp.http.RateLimit-Policy;
        unset resp.http.X-Request-Id;
        set resp.http.Cache-Status = "varnish; hit";
    } else {
        set resp.http.Cache-Status = "varnish; fwd=miss";
    }
}
