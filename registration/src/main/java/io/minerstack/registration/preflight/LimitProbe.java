package io.minerstack.registration.preflight;

import io.minerstack.registration.preflight.RawResult.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The limits of a request's size: what is within is read, what is over is refused, however it is sent. */
final class LimitProbe {

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

    private final Caller caller;
    private final Target target;
    private final String key;

    LimitProbe(Caller caller, Target target, String key) {
        this.caller = caller;
        this.target = target;
        this.key = key;
    }

    List<Check> run() {
        return List.of(withinLimit(), overLimit(), overLimitInPieces(), longHeader());
    }

    private Check withinLimit() {
        String title = "A body of almost 10 MB is read (422: the question in it is too long)";
        String mend = "A proxy has a lower limit: nginx's client_max_body_size 11m.";
        RawExchange.Request request = (out, pause) -> {
            head(out, "/human_feedback", "Content-Length: " + WITHIN);
            body(out, WITHIN);
        };
        RawResult result = RawExchange.run(target, target.uploadLimit(), request);
        return result.ending() == Ending.CLOSED
                ? Check.fail("body.within", title, result.seen(target.uploadLimit()), mend)
                : judge("body.within", title, 422, mend, result);
    }

    private Check overLimit() {
        String title = "A body over 10 MB: 413";
        return check("body.over", title, 413, "MAX_REQUEST_SIZE must be 10 MB.", (out, pause) -> {
            head(out, "/summary", "Content-Length: " + OVER);
            if (!pause.isAnswered()) {
                body(out, OVER);
            }
        });
    }

    private Check overLimitInPieces() {
        String title = "A body over 10 MB in chunks, without a length: 413";
        return check("body.chunked", title, 413, "MAX_REQUEST_SIZE must be 10 MB.", (out, pause) -> {
            head(out, "/aggregate", "Transfer-Encoding: chunked");
            chunks(out, pause);
        });
    }

    private Check longHeader() {
        String title = "A header of 64 KB is refused";
        String id = "header.long";
        RawResult result = RawExchange.run(target, target.shortLimit(), (out, pause) -> {
            head(out, "/capabilities", "X-Preflight: " + "a".repeat(LONG_HEADER));
        });
        String seen = result.seen(target.shortLimit());
        return switch (result.ending()) {
            case ANSWERED, CUT_OFF ->
                switch (result.status()) {
                    case 400, 413, 431 -> Check.pass(id, title, seen);
                    case 429 -> Check.warn(id, title, seen, LIMITED);
                    default -> Check.warn(id, title, seen, "Lower the proxy's limit for headers to 16 KB.");
                };
            case CLOSED -> afterClosing(id, title, seen);
            case TIMED_OUT, NOT_CONNECTED, NOT_HTTP ->
                Check.warn(id, title, seen, "Run it again; if it stays, see the proxy's log.");
        };
    }

    /** To hang up is a refusal, unless it was a fall. */
    private Check afterClosing(String id, String title, String seen) {
        String mend = "A long header takes the miner down: limit headers to 16 KB at the proxy, and see the log.";
        try {
            int health = caller.get("/health", null).status();
            return health == 200
                    ? Check.pass(id, title, seen + ", and /health still answers")
                    : Check.fail(id, title, seen + ", and then /health said " + health, mend);
        } catch (CallFailed e) {
            return Check.fail(id, title, seen + ", and then /health: " + e.why(), mend);
        }
    }

    private Check check(String id, String title, int expected, String mend, RawExchange.Request request) {
        return judge(id, title, expected, mend, RawExchange.run(target, target.uploadLimit(), request));
    }

    private Check judge(String id, String title, int expected, String mend, RawResult result) {
        String seen = result.seen(target.uploadLimit());
        if (result.ending() != Ending.ANSWERED) {
            return Check.warn(id, title, seen, "If the line is slow, run it from elsewhere; else see the proxy's log.");
        }
        if (result.status() == 429) {
            return Check.warn(id, title, seen, LIMITED);
        }
        if (result.status() != expected) {
            return Check.fail(id, title, seen, mend);
        }
        return result.problem()
                ? Check.pass(id, title, seen)
                : Check.fail(
                        id,
                        title,
                        seen + Reply.WITHOUT_REASON,
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
    private static void chunks(OutputStream out, RawExchange.Pause pause) throws IOException {
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
