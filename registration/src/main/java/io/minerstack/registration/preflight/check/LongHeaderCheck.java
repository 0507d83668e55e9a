package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.RawHttpExchange;
import io.minerstack.registration.preflight.http.RawHttpResult;
import io.minerstack.registration.preflight.report.CheckResult;

/** Checks that a header of 64 KB is refused, and that the miner still answers afterwards. */
public final class LongHeaderCheck {

    private static final String ID = "header.long";
    private static final String TITLE = "A header of 64 KB is refused";
    private static final int LENGTH = 64 << 10;

    private final MinerClient client;
    private final Target target;
    private final String key;

    public LongHeaderCheck(MinerClient client, Target target, String key) {
        this.client = client;
        this.target = target;
        this.key = key;
    }

    public CheckResult run() {
        RawHttpResult result = RawHttpExchange.run(
                target,
                target.shortTimeout(),
                (out, response) -> RawRequests.writeHead(
                        out, "GET", "/capabilities", target, key, "X-Preflight: " + "a".repeat(LENGTH)));
        String seen = result.text(target.shortTimeout());
        return switch (result.ending()) {
            case ANSWERED, CUT_OFF ->
                switch (result.status()) {
                    case 400, 413, 431 -> CheckResult.pass(ID, TITLE, seen);
                    case 429 -> CheckResult.warn(ID, TITLE, seen, BodyLimitCheck.RATE_LIMITED);
                    default -> CheckResult.warn(ID, TITLE, seen, "Set the proxy's limit for headers to 16 KB.");
                };
            case CLOSED -> checkStillHealthy(seen);
            case TIMED_OUT, NOT_CONNECTED, NOT_HTTP ->
                CheckResult.warn(ID, TITLE, seen, "Run preflight again; if the error stays, see the proxy's log.");
        };
    }

    /** A closed connection is a valid refusal, unless the miner crashed. */
    private CheckResult checkStillHealthy(String seen) {
        String fix = "A long header crashes the miner: limit headers to 16 KB at the proxy, and see the log.";
        try {
            int health = client.get("/health", null).status();
            return health == 200
                    ? CheckResult.pass(ID, TITLE, seen + ", and /health still answers")
                    : CheckResult.fail(ID, TITLE, seen + ", and then /health answered " + health, fix);
        } catch (CallFailedException e) {
            return CheckResult.fail(ID, TITLE, seen + ", and then /health: " + e.reason(), fix);
        }
    }
}
