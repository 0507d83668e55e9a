package io.minerstack.agent.parsing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes a model's reasoning and the tokens of its chat template from a reply. They count where the reply's structure
 * has them: at the start, at the end, and after a closed block. An answer that mentions them stays whole.
 */
public final class ReasoningStripper {

    /** More blocks are taken for the answer, so that no reply costs more than {@code 50 * length} steps. */
    private static final int MAX_BLOCKS = 50;

    /** The answer's own markers, which follow reasoning in replies of Granite 3.3, R1-Zero and OpenThinker. */
    private static final Pattern ANSWER_BLOCK =
            Pattern.compile("<(response|answer)>(.*)</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ReasoningStripper() {}

    /** The answer in a reply; empty where the reply is only reasoning that was cut off. */
    public static String strip(String reply) {
        ReplyText text = ReplyText.of(reply.strip());
        int from = 0;
        boolean afterBlock = false;
        boolean isFinal = false;
        for (int blocks = 0; blocks < MAX_BLOCKS; blocks++) {
            from = text.skipSpace(from);
            int next = HarmonyReply.skip(text, from);
            isFinal |= next > from && text.text().startsWith("final<|message|>", next - "final<|message|>".length());
            if (next == from) {
                next = skipBlock(text, from);
                afterBlock |= next > from;
            }
            if (next == from) {
                next = ControlTokens.skipStart(text, from);
            }
            if (next < 0) {
                return "";
            }
            if (next == from) {
                break;
            }
            from = next;
        }
        if (!isFinal) {
            from = afterUnopenedReasoning(text, from, afterBlock);
        } else {
            from = HarmonyReply.lastFinal(text, from);
        }
        from = text.skipSpace(from);
        int end = ControlTokens.answerEnd(text, from);
        String answer = text.text().substring(from, Math.max(from, end)).strip();
        return afterBlock ? withoutAnswerBlock(answer) : answer;
    }

    private static int skipBlock(ReplyText text, int from) {
        ReasoningBlock.Opening opening = ReasoningBlock.at(text, from);
        return opening == null ? from : opening.blockEnd(text);
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
