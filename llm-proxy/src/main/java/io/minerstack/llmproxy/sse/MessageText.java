package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import org.jspecify.annotations.Nullable;

/**
 * One text of an answer whose stream carries messages where deltas belong. Some servers put the next piece into each
 * message, others the whole text so far, and some repeat the whole answer after its deltas. The texts alone show which:
 * a message that begins with all the text before it holds the whole text. A stream in which that stays unclear, or in
 * which messages contradict each other, is broken off, because half an answer must not pass for a whole one.
 */
class MessageText {

    /** A piece that happens to begin with all the text before it is likely only where that text is shorter. */
    private static final int CLEAR_LENGTH = 4;

    private enum Form {
        UNKNOWN,
        DELTAS,
        PIECES,
        WHOLE_SO_FAR
    }

    private final StringBuilder text = new StringBuilder();
    private Form form = Form.UNKNOWN;
    private int repetitions;
    private boolean repeated;
    private boolean clear = true;

    /** A delta had a part of this text: a message can only repeat it. */
    void delta() {
        form = Form.DELTAS;
    }

    /**
     * What a message adds to the text, null where it adds nothing.
     *
     * @param last whether the finish reason came with the message
     * @throws UpstreamException if the message contradicts those before it
     */
    @Nullable
    String added(@Nullable String message, boolean last) {
        if (message == null || form == Form.DELTAS) {
            return null;
        }
        if (text.isEmpty()) {
            text.append(message);
            return message;
        }
        boolean continues = message.length() >= text.length()
                && message.substring(0, text.length()).contentEquals(text);
        return switch (form) {
            case PIECES -> piece(message);
            case WHOLE_SO_FAR -> longer(message, continues);
            default -> second(message, continues, last);
        };
    }

    private @Nullable String second(String message, boolean continues, boolean last) {
        if (!continues) {
            form = Form.PIECES;
            clear = true;
            String pieces = text.toString().repeat(repetitions) + message;
            text.append(pieces);
            return pieces;
        }
        if (message.length() == text.length()) {
            // the whole answer once more, or the same piece again
            repetitions++;
            clear = repetitions == 1 && last && isLong();
            return null;
        }
        form = Form.WHOLE_SO_FAR;
        clear = false;
        return longer(message, true);
    }

    private @Nullable String piece(String message) {
        // servers repeat the answer at its end, some without the white space around it
        if (message.strip().contentEquals(text.toString().strip()) && isLong()) {
            repeated = true;
            return null;
        }
        // what looked like the whole answer at its end was a piece
        clear &= !repeated;
        text.append(message);
        return message;
    }

    private @Nullable String longer(String message, boolean continues) {
        if (!continues) {
            throw new UpstreamException(
                    FailureKind.STREAM_INTERRUPTED, "the messages of the stream contradict each other");
        }
        clear |= isLong();
        String added = message.substring(text.length());
        text.append(added);
        return added.isEmpty() ? null : added;
    }

    private boolean isLong() {
        return text.length() >= CLEAR_LENGTH;
    }

    /** Whether the texts that came show what the whole text is. */
    boolean isClear() {
        return clear;
    }
}
