package io.minerstack.memory.conversation;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.servicesupport.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the list of conversations: after the conversation with this cid and time. A cursor grants no access:
 * the tenant comes from the request, so a forged cursor shows at most another page of the caller's own list. Every text
 * of the documented form is a position, so that the documentation says exactly which texts are refused.
 */
record Cursor(Instant lastUpdated, String cid) {

    // 17 digits of microseconds reach the year 5138, and PostgreSQL's times go further
    private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\.((?:[0-9a-f]{2}){1,400})");

    static Cursor after(ConversationSummary summary) {
        return new Cursor(summary.lastUpdated(), summary.cid());
    }

    /**
     * Reads the text form of a cursor.
     *
     * @throws ProblemException 422 if the text is not one
     */
    static Cursor parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid();
        }
        Instant time = Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS);
        String cid = new String(HexFormat.of().parseHex(form.group(2)), StandardCharsets.UTF_8);
        return new Cursor(time, PostgresText.sanitize(cid));
    }

    /** Microseconds since the epoch, a full stop, the cid in UTF-8 as hexadecimal digits. */
    @Override
    public String toString() {
        return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, lastUpdated)) + "."
                + HexFormat.of().formatHex(cid.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("cursor", "must be the next_cursor of an earlier page");
    }
}
