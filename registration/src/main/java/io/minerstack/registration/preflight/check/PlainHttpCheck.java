package io.minerstack.registration.preflight.check;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;

/** What plain http does at a host that is registered with https: on its usual port, and on the gateway's own. */
public final class PlainHttpCheck {

    private static final int HTTP = 80;

    private PlainHttpCheck() {}

    public static List<CheckResult> run(Target target, int gateway) {
        return List.of(
                run(target, HTTP, "http.plain", "Redirect port 80 to https, or close it."),
                run(
                        target,
                        gateway,
                        "http.gateway",
                        "Who asks there sends the key in clear text: let HOST of the gateway be 127.0.0.1"
                                + " (PUBLISH_ADDRESS under docker compose)."));
    }

    private static CheckResult run(Target target, int port, String id, String mend) {
        String title = "Plain http on port " + port + " is closed or leads to https";
        if (target.url().port() == port) {
            return CheckResult.skip(id, title, "https is on this port");
        }
        if (target.isThisMachine()) {
            return CheckResult.skip(id, title, "on the loopback it is open by design: ask from elsewhere");
        }
        String host = target.url().host();
        ApiUrl plain = new ApiUrl("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        Target other = new Target(plain, WipeableSecret.of(""), target.addresses(), target.limit(), target.trust());
        try (MinerClient caller = new MinerClient(other)) {
            return judge(caller.get("/health", null), id, title, mend);
        } catch (CallFailedException e) {
            return CheckResult.pass(id, title, e.why());
        }
    }

    public static CheckResult judge(MinerResponse reply, String id, String title, String mend) {
        String seen = (reply.status() + " " + reply.header("Location")).strip();
        if (reply.status() >= 300 && reply.status() < 400) {
            return reply.header("Location").startsWith("https://")
                    ? CheckResult.pass(id, title, seen)
                    : CheckResult.warn(id, title, seen, "Let it lead to https.");
        }
        return reply.status() == 200 ? CheckResult.warn(id, title, "200 in clear text", mend) : CheckResult.pass(id, title, seen);
    }
}
