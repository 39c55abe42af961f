# Varnish in front of the portal, behind a proxy that ends TLS (hitch, HAProxy, a load balancer of the network).
#
# A whole configuration, tried as it stands by tests/operations. It does what nginx.conf does: an entry that is too old
# is asked for again before it is shown, so that a redaction is everywhere a minute later; where no process can answer,
# the old entry is shown for a day. Varnish counts no requests: limits are the other proxy's.
# To be changed: the backends, the name of the portal.

vcl 4.1;

import directors;
import std;

probe ready {
    .url = "/health/ready";
    .interval = 2s;
    .timeout = 1s;
    .window = 4;
    .threshold = 3;
    .initial = 3;
}

backend one {
    .host = "127.0.0.1";
    .port = "8001";
    .probe = ready;
    .connect_timeout = 2s;
    .first_byte_timeout = 15s;
}

backend two {
    .host = "127.0.0.1";
    .port = "8002";
    .probe = ready;
    .connect_timeout = 2s;
    .first_byte_timeout = 15s;
}

sub vcl_init {
    new public = directors.round_robin();
    public.add_backend(one);
    public.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = public.backend();
    if (req.http.Host !~ "^portal\.example\.org(:[0-9]+)?$") {
        return (synth(421));
    }
    # There is no admin among readers, whatever answers behind; and the machines' addresses are not theirs.
    if (req.url ~ "^/(admin|metrics)([/?]|$)" || req.url ~ "^/health/ready") {
        return (synth(404));
    }
    # Nothing of a reader goes further than here. What stands in front speaks TLS, and nothing else comes in.
    unset req.http.Cookie;
    unset req.http.Authorization;
    unset req.http.Forwarded;
    unset req.http.X-Forwarded-Host;
    unset req.http.X-Request-Id;
    set req.http.X-Forwarded-Proto = "https";
    if (req.restarts == 0) {
        unset req.http.X-Stale;
    }
    # How old an entry may be beyond its time: while a process can answer, no more than a moment.
    if (req.http.X-Stale || !std.healthy(req.backend_hint)) {
        set req.grace = 24h;
    } else {
        set req.grace = 1s;
    }
    # A request for another time (RFC 7089) is answered by the portal itself, and so is what is no question.
    if (req.http.Accept-Datetime || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    return (hash);
}

sub vcl_backend_response {
    # An error is not worth an entry, and an older entry is better: vcl_synth looks for one.
    if (beresp.status >= 502 && beresp.status <= 504) {
        return (abandon);
    }
    if (beresp.ttl > 0s) {
        set beresp.grace = 24h;
        set beresp.keep = 10m;
    }
}

sub vcl_backend_error {
    return (abandon);
}

sub vcl_deliver {
    # An entry was made for another request than the one it answers now.
    unset resp.http.Server-Timing;
    unset resp.http.X-Request-Id;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    if (obj.hits > 0 && obj.ttl <= 0s) {
        set resp.http.Cache-Status = "varnish; hit; detail=stale";
    } elseif (obj.hits > 0) {
        set resp.http.Cache-Status = "varnish; hit";
    } else {
        set resp.http.Cache-Status = "varnish; fwd=miss";
    }
}

sub vcl_synth {
    if (resp.status == 503 && req.restarts == 0) {
        set req.http.X-Stale = "yes";
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    if (resp.status == 503) {
        set resp.http.Retry-After = "10";
        synthetic("The portal cannot be reached just now. Please try again in ten seconds.");
    } else {
        synthetic(resp.status + " " + resp.reason);
    }
    return (deliver);
}
