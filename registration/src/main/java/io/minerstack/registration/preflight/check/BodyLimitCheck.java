package io.minerstack.registration.preflight.check;
import io.minerstack.registration.preflight.http.RawHttpResult;
import io.minerstack.registration.preflight.http.RawHttpResult.Ending;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.http.RawHttpExchange;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.connection.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The limits of a request's size: what is within is read, what is over is refused, however it is sent. */
public final class BodyLimitCheck {

    /** Just under 10 MB in the smaller of its two readings. */
    private static final int WITHIN = 9_999_000;

    /** Just over 10 MB in the larger one. */
    private static final int OVER = (10 << 20) + 1;

    private static final int LONG_HEADER = 64 << 10;
    private static final int PIECE = 16 << 10;
    private static final String LIMITED = "Rate limited: run it again in a minute.";

    private static final byte[] OPENING =
            "{\"cid\":\"preflight\",\"task\":\"\",\"input\":[{\"user_query\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSING = "\"}]}".getBytes(StandardCharsets.US_ASCII);

    private final MinerClient caller;
    private final Target target;
    private final String key;

    public BodyLimitCheck(MinerClient caller, Target target, String key) {
        this.caller = caller;
        this.target = target;
        this.key = key;
    }

    public List<CheckResult> run() {
        return List.of(withinLimit(), overLimit(), overLimitInPieces(), longHeader());
    }

    private CheckResult withinLimit() {
        String title = "A body of almost 10 MB is read (422: the question in it is too long)";
        String mend = "A proxy has a lower limit: nginx's client_max_body_size 11m.";
        RawHttpExchange.Request request = (out, pause) -> {
            head(out, "/human_feedback", "Content-Length: " + WITHIN);
            body(out, WITHIN);
        };
        RawHttpResult result = RawHttpExchange.run(target, target.uploadLimit(), request);
        return result.ending() == Ending.CLOSED
                ? CheckResult.fail("body.within", title, result.seen(target.uploadLimit()), mend)
                : judge("body.within", title, 422, mend, result);
    }

    private CheckResult overLimit() {
        String title = "A body over 10 MB: 413";
        return check("body.over", title, 413, "MAX_REQUEST_SIZE must be 10 MB.", (out, pause) -> {
            head(out, "/summary", "Content-Length: " + OVER);
            if (!pause.isAnswered()) {
                body(out, OVER);
            }
        });
    }

    private CheckResult overLimitInPieces() {
        String title = "A body over 10 MB in chunks, without a length: 413";
        return check("body.chunked", title, 413, "MAX_REQUEST_SIZE must be 10 MB.", (out, pause) -> {
            head(out, "/aggregate", "Transfer-Encoding: chunked");
            chunks(out, pause);
        });
    }

    private CheckResult longHeader() {
        String title = "A header of 64 KB is refused";
        String id = "header.long";
        RawHttpResult result = RawHttpExchange.run(target, target.shortLimit(), (out, pause) -> {
            head(out, "/capabilities", "X-Preflight: " + "a".repeat(LONG_HEADER));
        });
        String seen = result.seen(target.shortLimit());
        return switch (result.ending()) {
            case ANSWERED, CUT_OFF ->
                switch (result.status()) {
                    case 400, 413, 431 -> CheckResult.pass(id, title, seen);
                    case 429 -> CheckResult.warn(id, title, seen, LIMITED);
                    default -> CheckResult.warn(id, title, seen, "Lower the proxy's limit for headers to 16 KB.");
                };
            case CLOSED -> afterClosing(id, title, seen);
            case TIMED_OUT, NOT_CONNECTED, NOT_HTTP ->
                CheckResult.warn(id, title, seen, "Run it again; if it stays, see the proxy's log.");
        };
    }

    /** To hang up is a refusal, unless it was a fall. */
    private CheckResult afterClosing(String id, String title, String seen) {
        String mend = "A long header takes the miner down: limit headers to 16 KB at the proxy, and see the log.";
        try {
            int health = caller.get("/health", null).status();
            return health == 200
                    ? CheckResult.pass(id, title, seen + ", and /health still answers")
                    : CheckResult.fail(id, title, seen + ", and then /health said " + health, mend);
        } catch (CallFailedException e) {
            return CheckResult.fail(id, title, seen + ", and then /health: " + e.why(), mend);
        }
    }

    private CheckResult check(String id, String title, int expected, String mend, RawHttpExchange.Request request) {
        return judge(id, title, expected, mend, RawHttpExchange.run(target, target.uploadLimit(), request));
    }

    private CheckResult judge(String id, String title, int expected, String mend, RawHttpResult result) {
        String seen = result.seen(target.uploadLimit());
        if (result.ending() != Ending.ANSWERED) {
            return CheckResult.warn(id, title, seen, "If the line is slow, run it from elsewhere; else see the proxy's log.");
        }
        if (result.status() == 429) {
            return CheckResult.warn(id, title, seen, LIMITED);
        }
        if (result.status() != expected) {
            return CheckResult.fail(id, title, seen, mend);
        }
        return result.problem()
                ? CheckResult.pass(id, title, seen)
                : CheckResult.fail(
                        id,
                        title,
                        seen + MinerResponse.WITHOUT_REASON,
                        "A proxy answers in the gateway's place: let its own limit be 11 MB, and let error pages through.");
    }

    private void head(OutputStream out, String path, String framing) throws IOException {
        String head = (path.equals("/capabilities") ? "GET " : "POST ")
                + target.url().at(path).getRawPath()
                + " HTTP/1.1\r\nHost: " + target.url().at(path).getRawAuthority()
                + "\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n" + framing + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void body(OutputStream out, int length) throws IOException {
        byte[] filler = filler();
        out.write(OPENING);
        for (int rest = length - OPENING.length - CLOSING.length; rest > 0; rest -= filler.length) {
            out.write(filler, 0, Math.min(rest, filler.length));
        }
        out.write(CLOSING);
    }

    /** One byte over the limit, then silence: only its size can decide, and nothing is left unread at the other end. */
    private static void chunks(OutputStream out, RawHttpExchange.Pause pause) throws IOException {
        byte[] filler = filler();
        chunk(out, OPENING);
        for (int rest = OVER - OPENING.length; rest > 0; rest -= filler.length) {
            chunk(out, rest < filler.length ? Arrays.copyOf(filler, rest) : filler);
        }
        if (!pause.isAnswered()) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void chunk(OutputStream out, byte[] data) throws IOException {
        out.write((Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(data);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] filler() {
        byte[] filler = new byte[PIECE];
        Arrays.fill(filler, (byte) 'a');
        return filler;
    }
}
