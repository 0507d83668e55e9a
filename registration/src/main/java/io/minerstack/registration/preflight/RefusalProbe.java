package io.minerstack.registration.preflight;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests that must be refused, each with its own status and a reason that callers can read. */
final class RefusalProbe {

    private final Caller caller;
    private final Target target;
    private final String key;

    RefusalProbe(Caller caller, Target target, String key) {
        this.caller = caller;
        this.target = target;
        this.key = key;
    }

    List<Check> run() {
        // different components, so that no one's rate limit is used up
        return List.of(
                refused("refuse.malformed", "JSON that is none: 400", "/refine", "{\"cid\": ", 400),
                refused(
                        "refuse.invalid",
                        "A blank question: 422",
                        "/feedback",
                        "{\"cid\":\"preflight\",\"task\":\"\",\"input\":[{\"user_query\":\" \"}]}",
                        422));
    }

    private Check refused(String id, String title, String path, String body, int status) {
        try {
            Reply reply = caller.post(path, key, body.getBytes(StandardCharsets.UTF_8), target.shortLimit());
            String seen = String.valueOf(reply.status());
            if (reply.status() == 429) {
                return Check.warn(id, title, seen, KeyProbe.limited(reply));
            }
            if (reply.status() != status) {
                return Check.fail(id, title, seen, "Is a proxy answering in the gateway's place?");
            }
            return reply.isProblem()
                    ? Check.pass(id, title, seen)
                    : Check.fail(id, title, seen + Reply.WITHOUT_REASON, KeyProbe.REPLACED);
        } catch (CallFailed e) {
            return Check.fail(id, title, e.why(), "See the check of /health.");
        }
    }
}
