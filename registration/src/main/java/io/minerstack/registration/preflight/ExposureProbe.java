package io.minerstack.registration.preflight;

import java.util.ArrayList;
import java.util.List;

/** Paths that tell too much and must not be served to the world. */
final class ExposureProbe {

    private static final List<String> INSIDE =
            List.of("/actuator", "/actuator/env", "/actuator/prometheus", "/metrics");

    private ExposureProbe() {}

    static Check run(Caller caller) {
        String title = "Management paths are not served";
        List<String> open = new ArrayList<>();
        for (String path : INSIDE) {
            try {
                if (caller.get(path, null).status() == 200) {
                    open.add(path);
                }
            } catch (CallFailed e) {
                return Check.warn("exposure.paths", title, path + ": " + e.why(), "Run it again.");
            }
        }
        return open.isEmpty()
                ? Check.pass("exposure.paths", title, "none of " + INSIDE.size())
                : Check.fail(
                        "exposure.paths",
                        title,
                        String.join(", ", open) + " answer without a key",
                        "Let the proxy forward to the gateway's port (8001) only.");
    }
}
