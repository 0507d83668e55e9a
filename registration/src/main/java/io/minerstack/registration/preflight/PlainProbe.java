package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.Secret;

/** What plain http does at a host that is registered with https. */
final class PlainProbe {

    private static final String ID = "http.plain";
    private static final String TITLE = "Plain http is closed or leads to https";

    private PlainProbe() {}

    static Check run(Target target) {
        if (target.url().port() != 443) {
            return Check.skip(ID, TITLE, "https is not on port 443, so there is no port that goes with it");
        }
        String host = target.url().host();
        ApiUrl plain = new ApiUrl("http://" + (host.contains(":") ? "[" + host + "]" : host));
        Target other = new Target(plain, Secret.of(""), target.addresses(), target.limit(), target.trust());
        try (Caller caller = new Caller(other)) {
            Reply reply = caller.get("/health", null);
            String seen = reply.status() + " " + reply.header("Location");
            if (reply.status() >= 300 && reply.status() < 400) {
                return reply.header("Location").startsWith("https://")
                        ? Check.pass(ID, TITLE, seen)
                        : Check.warn(ID, TITLE, seen, "Let it lead to https.");
            }
            return reply.status() == 200
                    ? Check.warn(ID, TITLE, "200 in clear text", "Redirect port 80 to https, or close it.")
                    : Check.pass(ID, TITLE, seen.strip());
        } catch (CallFailed e) {
            return Check.pass(ID, TITLE, e.why());
        }
    }
}
