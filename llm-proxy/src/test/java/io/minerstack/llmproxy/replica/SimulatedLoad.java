package io.minerstack.llmproxy.replica;

/**
 * What the simulated callers do. Numbers of tokens are means.
 *
 * @param conversationsPerSecond new ones for each server
 * @param systemTokens of the beginning that all prompts share
 * @param turns of a conversation
 * @param pauseSeconds between an answer and the next question
 */
record SimulatedLoad(
        double conversationsPerSecond,
        int systemTokens,
        int turns,
        int questionTokens,
        int answerTokens,
        double pauseSeconds) {

    static final SimulatedLoad CONVERSATIONS = new SimulatedLoad(0.8, 1500, 5, 300, 250, 20);
    static final SimulatedLoad FEW_CONVERSATIONS = new SimulatedLoad(0.03, 1500, 5, 300, 250, 20);
    static final SimulatedLoad SINGLE_QUESTIONS = new SimulatedLoad(3, 2000, 1, 400, 250, 0);
}
