package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.report.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** Checks that the management endpoints, which reveal internals, are not served to the public. */
public final class ManagementPathCheck {

    private static final String ID = "exposure.paths";
    private static final String TITLE = "Management paths are not served";
    private static final List<String> PATHS = List.of("/actuator", "/actuator/env", "/actuator/prometheus", "/metrics");

    private ManagementPathCheck() {}

    public static CheckResult run(MinerClient client) {
        List<String> served = new ArrayList<>();
        for (String path : PATHS) {
            try {
                if (client.get(path, null).status() == 200) {
                    served.add(path);
                }
            } catch (CallFailedException e) {
                return CheckResult.warn(ID, TITLE, path + ": " + e.reason(), "Run preflight again.");
            }
        }
        return served.isEmpty()
                ? CheckResult.pass(ID, TITLE, "none of " + PATHS.size())
                : CheckResult.fail(
                        ID,
                        TITLE,
                        String.join(", ", served) + " without a key",
                        "Configure the proxy to forward only to the gateway's port (8001).");
    }
}
