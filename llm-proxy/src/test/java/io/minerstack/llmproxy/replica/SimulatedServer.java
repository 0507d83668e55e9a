package io.minerstack.llmproxy.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A simulated vLLM server with one GPU: it works in steps, each of which makes one token of every running answer and
 * reads prompts with the rest of its budget of tokens. It reads no part of a prompt that is in its cache.
 */
final class SimulatedServer {

    private static final double STEP_SECONDS = 0.012;
    private static final double SECONDS_PER_ANSWER_TOKEN = 0.00015;
    private static final double SECONDS_PER_PROMPT_TOKEN = 0.0001;
    private static final int STEP_TOKENS = 2048;
    private static final int MAX_RUNNING = 64;
    private static final int CACHE_TOKENS = 200_000;
    private static final int BYTES_PER_TOKEN = 4;

    private final PrefixMemory cache = new PrefixMemory((long) BYTES_PER_TOKEN * CACHE_TOKENS);
    private final Deque<SimulatedRequest> waiting = new ArrayDeque<>();
    private final List<SimulatedRequest> running = new ArrayList<>();
    long promptTokens;
    long readTokens;
    boolean working;

    /** What a step did. */
    record Step(double seconds, List<SimulatedRequest> firstTokens, List<SimulatedRequest> ended) {}

    void add(SimulatedRequest request) {
        waiting.add(request);
    }

    boolean isIdle() {
        return waiting.isEmpty() && running.isEmpty();
    }

    Step step() {
        while (!waiting.isEmpty() && running.size() < MAX_RUNNING) {
            SimulatedRequest request = waiting.remove();
            int cached = (int) cache.knownBytes(request.prompt) / BYTES_PER_TOKEN;
            request.unreadTokens = Math.max(1, request.promptTokens - cached);
            promptTokens += request.promptTokens;
            readTokens += request.unreadTokens;
            running.add(request);
        }
        List<SimulatedRequest> answering =
                running.stream().filter(request -> request.unreadTokens == 0).toList();
        int budget = STEP_TOKENS - answering.size();
        int read = 0;
        List<SimulatedRequest> firstTokens = new ArrayList<>();
        for (SimulatedRequest request : running) {
            if (request.unreadTokens > 0 && read < budget) {
                int part = Math.min(budget - read, request.unreadTokens);
                request.unreadTokens -= part;
                read += part;
                if (request.unreadTokens == 0) {
                    cache.add(request.prompt);
                    firstTokens.add(request);
                }
            }
        }
        List<SimulatedRequest> ended = answering.stream()
                .filter(request -> --request.answerTokensLeft <= 0)
                .toList();
        running.removeAll(ended);
        double seconds = STEP_SECONDS + SECONDS_PER_ANSWER_TOKEN * answering.size() + SECONDS_PER_PROMPT_TOKEN * read;
        return new Step(seconds, firstTokens, ended);
    }
}
