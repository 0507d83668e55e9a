package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.report.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** Paths that tell too much and must not be served to the world. */
public final class ManagementPathCheck {

    private static final List<String> INSIDE =
            List.of("/actuator", "/actuator/env", "/actuator/prometheus", "/metrics");

    private ManagementPathCheck() {}

    public static CheckResult run(MinerClient caller) {
        String title = "Management paths are not served";
        List<String> open = new ArrayList<>();
        for (String path : INSIDE) {
            try {
                if (caller.get(path, null).status() == 200) {
                    open.add(path);
                }
            } catch (CallFailedException e) {
                return CheckResult.warn("exposure.paths", title, path + ": " + e.why(), "Run it again.");
            }
        }
        return open.isEmpty()
                ? CheckResult.pass("exposure.paths", title, "none of " + INSIDE.size())
                : CheckResult.fail(
                        "exposure.paths",
                        title,
                        String.join(", ", open) + " answer without a key",
                        "Let the proxy forward to the gateway's port (8001) only.");
    }
}
