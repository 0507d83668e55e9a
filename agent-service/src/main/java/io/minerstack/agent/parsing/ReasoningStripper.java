package io.minerstack.agent.parsing;

import io.minerstack.agent.parsing.ReasoningBlock.Extent;
import io.minerstack.agent.parsing.ReasoningBlock.Opening;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes a model's reasoning and the tokens of its chat template from a reply. They count where the reply's structure
 * has them: at the start, at the end, and after a closed block. An answer that mentions them stays whole.
 */
public final class ReasoningStripper {

    /**
     * How many blocks may have an end that only a look at the whole reply finds. With more of them, only what follows
     * the last closing marker is the answer, so that no reply costs more than {@code 20 * length} steps.
     */
    private static final int MAX_UNBALANCED = 20;

    /** The answer's own markers, which follow reasoning in replies of Granite 3.3, R1-Zero and OpenThinker. */
    private static final Pattern ANSWER_BLOCK =
            Pattern.compile("<(response|answer)>(.*)</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ReasoningStripper() {}

    /** A text that a model wrote into a field, without the reasoning that the text begins with. */
    static String stripField(String value) {
        return ReasoningBlock.at(ReplyText.of(value), 0) == null ? value : strip(value);
    }

    /** The answer in a reply; empty where the reply is only reasoning that was cut off. */
    public static String strip(String reply) {
        ReplyText text = ReplyText.of(reply.strip());
        int from = 0;
        boolean afterBlock = false;
        boolean isFinal = false;
        int unbalanced = 0;
        for (int next = -1; next != from; ) {
            from = text.skipSpace(Math.max(from, next));
            next = HarmonyReply.skip(text, from);
            isFinal |= next > from && text.text().startsWith("final<|message|>", next - "final<|message|>".length());
            Opening opening = next == from ? ReasoningBlock.at(text, from) : null;
            if (opening != null && unbalanced > MAX_UNBALANCED) {
                next = opening.endWithoutClose();
            } else if (opening != null) {
                Extent extent = opening.extent(text);
                unbalanced += extent.readAll() ? 1 : 0;
                next = unbalanced > MAX_UNBALANCED && extent.end() >= 0
                        ? ReasoningBlock.afterLastClose(text, from)
                        : extent.end();
                afterBlock |= next > from;
            }
            if (next == from) {
                next = ControlTokens.skipStart(text, from);
            }
            if (next < 0) {
                return "";
            }
        }
        if (!isFinal) {
            from = afterUnopenedReasoning(text, from, afterBlock);
        } else {
            from = HarmonyReply.lastFinal(text, from);
        }
        from = text.skipSpace(from);
        int end = ControlTokens.gluedTurn(text, from, ControlTokens.answerEnd(text, from));
        String answer = withoutLaterBlocks(text, from, Math.max(from, end)).strip();
        return afterBlock ? withoutAnswerBlock(answer) : answer;
    }

    /**
     * The answer without the reasoning that begins one of its lines or follows a sentence. Reasoning from the beginning
     * of a line that does not end hides what follows, because nobody can tell where the answer would go on.
     */
    private static String withoutLaterBlocks(ReplyText text, int from, int end) {
        StringBuilder answer = new StringBuilder();
        int unbalanced = 0;
        int kept = from;
        Opening opening = ReasoningBlock.nextLater(text, afterJson(text, from));
        while (opening != null && opening.start() < end) {
            Extent extent = opening.extent(text);
            unbalanced += extent.readAll() ? 1 : 0;
            boolean hidesRest = extent.end() == Extent.CUT_OFF && startsLine(text.text(), opening.start());
            if (hidesRest || unbalanced > MAX_UNBALANCED) {
                return answer.append(text.text(), kept, opening.start()).toString();
            }
            if (extent.end() > opening.start()) {
                answer.append(text.text(), kept, opening.start());
                kept = Math.min(extent.end(), end);
            }
            opening = ReasoningBlock.nextLater(text, Math.max(opening.end(), extent.end()));
        }
        return answer.append(text.text(), kept, end).toString();
    }

    private static boolean startsLine(String text, int index) {
        int start = index;
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        return start == 0 || text.charAt(start - 1) == '\n';
    }

    /** The index after a JSON object that begins at {@code from}: in its strings, markers are data. */
    private static int afterJson(ReplyText text, int from) {
        if (!text.text().startsWith("{", from)) {
            return from;
        }
        int end = JsonCandidates.end(text.text(), from);
        return end < 0 ? text.length() : end;
    }

    /** Some chat templates write the opening marker into the prompt, so that the reply has only the closing one. */
    private static int afterUnopenedReasoning(ReplyText text, int from, boolean afterBlock) {
        if (text.text().startsWith("{", from) || text.text().startsWith("```", from)) {
            return from;
        }
        int afterClose = ReasoningBlock.afterUnopened(text, from, afterBlock);
        int answer = text.skipSpace(HarmonyReply.lastFinal(text, afterClose));
        return answer == from ? from : text.skipSpace(Math.max(answer, ControlTokens.skipStart(text, answer)));
    }

    private static String withoutAnswerBlock(String answer) {
        if (!answer.startsWith("<")) {
            return answer;
        }
        Matcher block = ANSWER_BLOCK.matcher(answer);
        return block.matches() ? block.group(2).strip() : answer;
    }
}
