# Varnish in front of the portal, behind a proxy that ends TLS (hitch, HAProxy, a load balancer of the network).
#
# A whole configuration, tried as it stands by tests/operations. It does what nginx.conf does: an entry that is too old
# is asked for again before it is shown, so that a redaction is everywhere a minute later; where no process can answer,
# the old entry is shown for a day. Requests are counted by address, whatever answers them, the cache included, and each
# answer tells what is left (vsthrottle of Debian's package varnish-modules; it keeps them in memory). The address is the
# reader's where the proxy in front hands it on by the PROXY protocol: varnishd -a 127.0.0.1:6081,PROXY.
# To be changed: the backends, the name of the portal.

vcl 4.1;

import directors;
import std;
import vsthrottle;

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

# Varnish itself asks for gzip alone, whatever a reader sent, and unpacks it for who does not take it: so an address has
# one entry, and Brotli, which the portal makes too, is not asked for.
sub vcl_recv {
    if (req.restarts == 0) {
        # What this configuration keeps with a request is nobody else's to say.
        unset req.http.X-Stale;
        unset req.http.X-Quota;
        unset req.http.X-Left;
    }
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
        call count;
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

# The limits of nginx.conf: of each, twice what RateLimit-Policy says may come at once, and comes back in twice the time.
# So who keeps to it is never refused, wherever the seconds or minutes begin.
sub count {
    if (req.url ~ "^/api/") {
        set req.http.X-Quota = "api";
        if (vsthrottle.is_denied("api:" + client.identity, 20, 2s)) {
            return (synth(429));
        }
        set req.http.X-Left = vsthrottle.remaining("api:" + client.identity, 20, 2s);
    } elseif (req.url ~ "^/(findings\.(csv|json|jsonl|xlsx|geojson|bib|ris|csl\.json|ftm\.json|txt)([?]|$)|data/releases/[^/]+/[^/?]+([?]|$))") {
        set req.http.X-Quota = "exports";
        if (vsthrottle.is_denied("exports:" + client.identity, 24, 120s)) {
            return (synth(429));
        }
        set req.http.X-Left = vsthrottle.remaining("exports:" + client.identity, 24, 120s);
    } else {
        set req.http.X-Quota = "pages";
        if (vsthrottle.is_denied("pages:" + client.identity, 100, 2s)) {
            return (synth(429));
        }
        set req.http.X-Left = vsthrottle.remaining("pages:" + client.identity, 100, 2s);
    }
}

# As draft-ietf-httpapi-ratelimit-headers-11 has readers told of limits. Of what is left, no more than the policy says for
# its time; in five seconds there is something of each again.
sub tell_limits {
    if (req.http.X-Quota == "api") {
        set resp.http.RateLimit-Policy = {""api";q=10;w=1"};
        if (std.integer(req.http.X-Left, 0) > 10) {
            set req.http.X-Left = "10";
        }
        set resp.http.RateLimit = {""api";r="} + std.integer(req.http.X-Left, 0) + ";t=1";
    } elseif (req.http.X-Quota == "exports") {
        set resp.http.RateLimit-Policy = {""exports";q=12;w=60"};
        if (std.integer(req.http.X-Left, 0) > 12) {
            set req.http.X-Left = "12";
        }
        set resp.http.RateLimit = {""exports";r="} + std.integer(req.http.X-Left, 0) + ";t=60";
    } elseif (req.http.X-Quota == "pages") {
        set resp.http.RateLimit-Policy = {""pages";q=50;w=1"};
        if (std.integer(req.http.X-Left, 0) > 50) {
            set req.http.X-Left = "50";
        }
        set resp.http.RateLimit = {""pages";r="} + std.integer(req.http.X-Left, 0) + ";t=1";
    }
    if (resp.status == 429) {
        set resp.http.RateLimit = {"""} + req.http.X-Quota + {"";r=0;t=5"};
        set resp.http.Retry-After = "5";
    }
}

sub vcl_backend_fetch {
    unset bereq.http.X-Stale;
    unset bereq.http.X-Quota;
    unset bereq.http.X-Left;
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
    call tell_limits;
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
    call tell_limits;
    if (resp.status == 429) {
        # Data are read by pages of other sites too, and so is why there are none.
        set resp.http.Access-Control-Allow-Origin = "*";
        set resp.http.Access-Control-Expose-Headers = "RateLimit, RateLimit-Policy, Retry-After";
    }
    if (resp.status == 429 && req.http.X-Quota == "api") {
        # Problem details (RFC 9457), of the type that the API describes.
        set resp.http.Content-Type = "application/problem+json";
        synthetic({"{"type":"https://"} + req.http.Host + {"/api/v1/docs/#problem-too-many-requests","title":"More was asked than is answered","status":429,"detail":"More was asked from your address than is answered. Try again in five seconds; the whole dataset is at /data/ as one file.","violated-policies":["api"]}
"});
    } elseif (resp.status == 429) {
        synthetic({"More was asked from your address than is answered. Please try again in five seconds. The whole dataset is at /data/ as one file.
"});
    } elseif (resp.status == 503) {
        set resp.http.Retry-After = "10";
        synthetic("The portal cannot be reached just now. Please try again in ten seconds.");
    } else {
        synthetic(resp.status + " " + resp.reason);
    }
    return (deliver);
}
