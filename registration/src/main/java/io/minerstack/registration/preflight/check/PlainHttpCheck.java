package io.minerstack.registration.preflight.check;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;

/** For an https URL: checks that plain http does not reach the miner, on port 80 and on the gateway's own port. */
public final class PlainHttpCheck {

    private static final int HTTP_PORT = 80;

    private PlainHttpCheck() {}

    public static List<CheckResult> run(Target target, int gatewayPort) {
        return List.of(
                run(target, HTTP_PORT, "http.plain", "Redirect port 80 to https, or close the port."),
                run(
                        target,
                        gatewayPort,
                        "http.gateway",
                        "Callers of this port send the key in clear text: set HOST of the gateway to 127.0.0.1"
                                + " (PUBLISH_ADDRESS under docker compose)."));
    }

    private static CheckResult run(Target target, int port, String id, String fix) {
        String title = "Plain http on port " + port + " is closed or redirects to https";
        if (target.url().port() == port) {
            return CheckResult.skip(id, title, "https is on this port");
        }
        if (target.isThisMachine()) {
            return CheckResult.skip(id, title, "open by design on the loopback: run preflight from elsewhere");
        }
        String host = target.url().host();
        ApiUrl plain = new ApiUrl("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        // without the token: this connection is not encrypted
        Target plainTarget =
                new Target(plain, WipeableSecret.of(""), target.addresses(), target.timeout(), target.trust());
        try (MinerClient client = new MinerClient(plainTarget)) {
            return judge(client.get("/health", null), id, title, fix);
        } catch (CallFailedException e) {
            return CheckResult.pass(id, title, e.reason());
        }
    }

    static CheckResult judge(MinerResponse response, String id, String title, String fix) {
        String seen = (response.status() + " " + response.header("Location")).strip();
        if (response.status() >= 300 && response.status() < 400) {
            return response.header("Location").startsWith("https://")
                    ? CheckResult.pass(id, title, seen)
                    : CheckResult.warn(id, title, seen, "Redirect to https.");
        }
        return response.status() == 200
                ? CheckResult.warn(id, title, "200 in clear text", fix)
                : CheckResult.pass(id, title, seen);
    }
}
