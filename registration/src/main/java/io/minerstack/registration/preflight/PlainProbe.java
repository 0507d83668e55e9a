package io.minerstack.registration.preflight;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.secret.Secret;
import java.util.List;

/** What plain http does at a host that is registered with https: on its usual port, and on the gateway's own. */
final class PlainProbe {

    private static final int HTTP = 80;

    private PlainProbe() {}

    static List<Check> run(Target target, int gateway) {
        return List.of(
                run(target, HTTP, "http.plain", "Redirect port 80 to https, or close it."),
                run(
                        target,
                        gateway,
                        "http.gateway",
                        "Who asks there sends the key in clear text: let HOST of the gateway be 127.0.0.1"
                                + " (PUBLISH_ADDRESS under docker compose)."));
    }

    private static Check run(Target target, int port, String id, String mend) {
        String title = "Plain http on port " + port + " is closed or leads to https";
        if (target.url().port() == port) {
            return Check.skip(id, title, "https is on this port");
        }
        if (target.isThisMachine()) {
            return Check.skip(id, title, "on the loopback it is open by design: ask from elsewhere");
        }
        String host = target.url().host();
        ApiUrl plain = new ApiUrl("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        Target other = new Target(plain, Secret.of(""), target.addresses(), target.limit(), target.trust());
        try (Caller caller = new Caller(other)) {
            return judge(caller.get("/health", null), id, title, mend);
        } catch (CallFailed e) {
            return Check.pass(id, title, e.why());
        }
    }

    static Check judge(Reply reply, String id, String title, String mend) {
        String seen = (reply.status() + " " + reply.header("Location")).strip();
        if (reply.status() >= 300 && reply.status() < 400) {
            return reply.header("Location").startsWith("https://")
                    ? Check.pass(id, title, seen)
                    : Check.warn(id, title, seen, "Let it lead to https.");
        }
        return reply.status() == 200 ? Check.warn(id, title, "200 in clear text", mend) : Check.pass(id, title, seen);
    }
}
