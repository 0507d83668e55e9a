package io.minerstack.llmproxy.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A conversation of the simulation: its questions, its answers and its pauses depend on its seed alone, so that every
 * way to choose a server gets the same ones. Four bytes are a token.
 */
final class SimulatedConversation {

    private static final int BYTES_PER_TOKEN = 4;

    private final SimulatedLoad load;
    private final SplittableRandom random;
    private final List<String> messages = new ArrayList<>();
    private int turnsLeft;

    SimulatedConversation(SimulatedLoad load, String system, long seed) {
        this.load = load;
        this.random = new SplittableRandom(seed);
        this.turnsLeft = random.nextInt(1, 2 * load.turns());
        messages.add(system);
    }

    /** The next request: the whole conversation and a new question. */
    SimulatedRequest next(double now) {
        turnsLeft--;
        messages.add(text(random, around(load.questionTokens())));
        PromptPrefix prompt = Prompts.of(messages);
        String answer = text(random, around(load.answerTokens()));
        messages.add(answer);
        return new SimulatedRequest(
                this, now, prompt, (int) prompt.bytes() / BYTES_PER_TOKEN, answer.length() / BYTES_PER_TOKEN);
    }

    boolean goesOn() {
        return turnsLeft > 0;
    }

    double pause() {
        return -Math.log(1 - random.nextDouble()) * load.pauseSeconds();
    }

    private int around(int tokens) {
        return Math.max(4, (int) (tokens * (0.25 + 1.5 * random.nextDouble())));
    }

    static String text(SplittableRandom random, int tokens) {
        char[] text = new char[tokens * BYTES_PER_TOKEN];
        for (int at = 0; at < text.length; at++) {
            text[at] = (char) ('a' + random.nextInt(26));
        }
        return new String(text);
    }
}
