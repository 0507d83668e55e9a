package io.minerstack.llmproxy.failure;

import org.jspecify.annotations.Nullable;

/**
 * The output tokens that fit beside a prompt, from a refusal that says that prompt and answer together are longer than
 * the context: "you requested 6616 tokens (568 in the messages, 6048 in the completion)". vLLM stops counting where the
 * prompt leaves no room for the wanted answer, and says only that the prompt has "at least 97 input tokens".
 */
public final class AnswerRoom {

    /** The share of the context that is kept free where the prompt is not counted to its end. */
    private static final int MARGIN_SHARE = 64;

    private AnswerRoom() {}

    /**
     * The output limit with which to ask once more.
     *
     * @param size the numbers of a refusal of a prompt that is too long
     * @param words of the same refusal
     * @param asked the limit that was refused
     * @param lowered whether that limit was a lowered one already: then it is halved at least, so that few requests
     *     find the room beside a prompt of unknown length
     * @param estimatedPrompt our own estimate of the tokens of the prompt
     * @return null where the refusal tells too little, or where the prompt leaves no room for a useful answer
     */
    public static @Nullable Integer beside(
            PromptSize size, ErrorWords words, int asked, boolean lowered, int estimatedPrompt) {
        if (size.context() == 0) {
            return null;
        }
        int room;
        if (size.prompt() > 0) {
            room = size.context() - size.prompt();
        } else {
            int counted = PromptSize.atLeast(words.lowerCase());
            if (counted == 0) {
                return null;
            }
            int longest = size.context() - size.context() / MARGIN_SHARE;
            // an estimate that leaves no room is worth nothing: the server knows better
            boolean plausible = estimatedPrompt <= longest - OutputLimit.SMALLEST;
            room = longest - (plausible ? Math.max(counted, estimatedPrompt) : counted);
            room = lowered ? Math.min(room, asked / 2) : room;
        }
        return room < OutputLimit.SMALLEST || room >= asked ? null : room;
    }
}
