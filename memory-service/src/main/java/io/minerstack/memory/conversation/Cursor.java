package io.minerstack.memory.conversation;

import io.minerstack.memory.conversationkey.Cid;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A position in the list of conversations: after the conversation with this cid and time. A cursor grants no access:
 * the tenant comes from the request, so a forged cursor shows at most another page of the caller's own list.
 */
record Cursor(Instant lastUpdated, String cid) {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES;
    // PostgreSQL has no times far outside of these years
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MAX_BYTES = HEADER_BYTES + 400;

    static Cursor after(ConversationSummary summary) {
        return new Cursor(summary.lastUpdated(), summary.cid());
    }

    /**
     * Reads the text form of a cursor.
     *
     * @throws ProblemException 422 if the text is not one
     */
    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() <= HEADER_BYTES || bytes.remaining() > MAX_BYTES || bytes.get() != VERSION) {
                throw invalid();
            }
            Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            String cid = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST) || !Cid.isValid(cid)) {
                throw invalid();
            }
            return new Cursor(time, cid);
        } catch (IllegalArgumentException
                | CharacterCodingException
                | DateTimeException
                | ArithmeticException malformed) {
            throw invalid();
        }
    }

    /** URL-safe Base64 of: version (1 byte), microseconds since the epoch (8 bytes), cid in UTF-8. */
    @Override
    public String toString() {
        byte[] id = cid.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + id.length);
        bytes.put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, lastUpdated))
                .put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static ProblemException invalid() {
        String rule = "must be the next_cursor of an earlier page";
        return new ProblemException(
                ProblemType.INVALID, "cursor: " + rule, Map.of(), List.of(new Violation("cursor", rule)));
    }
}
