package io.minerstack.localllm.generation;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** An event of a generation: any number of {@link TextDelta}, then one {@link Finished}. */
public sealed interface GenerationEvent {

    /**
     * The next characters of the answer; a character is never split.
     *
     * @param text not empty
     */
    record TextDelta(String text) implements GenerationEvent {}

    /** The answer is complete. */
    record Finished(FinishReason reason, TokenCounts tokens) implements GenerationEvent {}

    /** Why an answer ended. */
    enum FinishReason implements LowerCaseLabel {
        /** The model ended the answer, or generated a text of {@code stop}. */
        STOP,
        /** The answer reached its token limit. */
        LENGTH
    }

    /**
     * Numbers of tokens.
     *
     * @param prompt tokens of the prompt, the chat template's included
     * @param completion tokens of the answer
     */
    record TokenCounts(int prompt, int completion) {
        public int total() {
            return prompt + completion;
        }
    }
}
