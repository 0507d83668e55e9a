package io.minerstack.llmproxy.replica;

/** A request of the simulation and how far its server is with it. */
final class SimulatedRequest {

    final SimulatedConversation conversation;
    final double arrival;
    final PromptPrefix prompt;
    final int promptTokens;
    int unreadTokens;
    int answerTokensLeft;

    SimulatedRequest(
            SimulatedConversation conversation,
            double arrival,
            PromptPrefix prompt,
            int promptTokens,
            int answerTokens) {
        this.conversation = conversation;
        this.arrival = arrival;
        this.prompt = prompt;
        this.promptTokens = promptTokens;
        this.answerTokensLeft = answerTokens;
    }
}
