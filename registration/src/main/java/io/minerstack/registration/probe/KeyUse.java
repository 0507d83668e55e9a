package io.minerstack.registration.probe;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the probe's key is for, as far as {@code GET /figures} tells: it has figures for every key but a probe's. */
enum KeyUse {
    /** Of purpose {@code probe}: its questions are counted nowhere. */
    PROBE,
    /** Of another purpose: its questions count in the score window, in limits and in costs like a caller's. */
    COUNTED,
    /** The miner did not say. */
    NOT_KNOWN;

    static final String WARNING = "WARNING: the key is not of purpose probe: the probe's questions count in the score"
            + " window, limits and costs like a caller's. Make another key:"
            + " ./miner key add probe --purpose probe > FILE";

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Asks the miner; null if it does not answer now. Another server, or an older one, knows no figures. */
    static @Nullable KeyUse of(MinerClient client, String key) {
        try {
            MinerResponse figures = client.get("/figures", key);
            return switch (figures.status()) {
                case OK -> isOfACaller(figures.json()) ? COUNTED : NOT_KNOWN;
                case FORBIDDEN -> PROBE;
                default -> isTemporary(figures.status()) ? null : NOT_KNOWN;
            };
        } catch (CallFailedException failure) {
            return null;
        }
    }

    private static boolean isTemporary(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }

    /** An operator gets the figures of all services, another caller those of its tenant. */
    private static boolean isOfACaller(JsonNode figures) {
        return figures.has("services") || figures.has("tenant");
    }
}
