package io.minerstack.localllm.generation;

/** What comes out of a generation: pieces of text, then one {@link Finished}. */
public sealed interface GenerationEvent {

    /**
     * The next characters of the answer, never part of one.
     *
     * @param text not empty
     */
    record Piece(String text) implements GenerationEvent {}

    /** The answer is complete. */
    record Finished(FinishReason reason, Usage usage) implements GenerationEvent {}

    /** Why an answer ended. */
    enum FinishReason {
        /** The model was done, or came to a text of {@code stop}. */
        STOP,
        /** The answer reached its limit of tokens. */
        LENGTH
    }

    /**
     * Tokens.
     *
     * @param prompt of the request, with the template around it
     * @param completion of the answer
     */
    record Usage(int prompt, int completion) {
        public int total() {
            return prompt + completion;
        }
    }
}
