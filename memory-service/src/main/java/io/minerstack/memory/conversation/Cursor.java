package io.minerstack.memory.conversation;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
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
 * A place in the list of conversations: behind the one with this cid and time. It grants nothing: whose list it is comes
 * from the call, so a forged one shows another part of one's own list at most.
 */
record Cursor(Instant lastUpdated, String cid) {

    private static final byte FORM = 1;
    private static final int HEADER = 1 + Long.BYTES;
    private static final int MAX_BYTES = HEADER + 400;

    static Cursor behind(ConversationSummary summary) {
        return new Cursor(summary.lastUpdated(), summary.cid());
    }

    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() <= HEADER || bytes.remaining() > MAX_BYTES || bytes.get() != FORM) {
                throw unreadable();
            }
            Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            return new Cursor(
                    time, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException | DateTimeException | ArithmeticException broken) {
            throw unreadable();
        }
    }

    @Override
    public String toString() {
        byte[] id = cid.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + id.length);
        bytes.put(FORM)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, lastUpdated))
                .put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static Problem unreadable() {
        String rule = "is not one that this service gave out";
        return new Problem(ProblemType.INVALID, "cursor: " + rule, Map.of(), List.of(new Violation("cursor", rule)));
    }
}
