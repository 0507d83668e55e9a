package io.minerstack.bench.weather;

import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the stack, to one of the seven components.
 *
 * @param number names the request in its query
 * @param component any of the seven
 * @param body the JSON body
 */
record WeatherQuery(int number, String requestId, String cid, String component, ObjectNode body) {

    static final String AGGREGATE = "aggregate";
    static final String HUMAN_FEEDBACK = "human_feedback";
    static final String INTERNET_SEARCH = "internet_search";

    /** A long notebook makes a prompt that some model servers refuse. */
    private static final int LONG_NOTEBOOK_WORDS = 2_500;

    static WeatherQuery of(long seed, int number, String cid) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        String component =
                switch (random.nextInt(14)) {
                    case 0 -> "refine";
                    case 1 -> "feedback";
                    case 2 -> "summary";
                    case 3 -> AGGREGATE;
                    case 4 -> HUMAN_FEEDBACK;
                    case 5 -> INTERNET_SEARCH;
                    default -> "complete";
                };
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("cid", cid)
                // the stored user message of some components has the task, but no query
                .put("task", "Weather " + AnswerText.queryName(number));
        body.putArray("input").addObject().put("user_query", userQuery(component, number));
        boolean isLong = random.nextInt(8) == 0;
        if (component.equals(AGGREGATE)) {
            addVotes(body.putArray("previous_outputs"), votedFor(number));
        } else if (isLong || !component.equals("complete")) {
            ObjectNode previous = body.putArray("previous_outputs").addObject();
            previous.put("task", "Notes").put("component", "complete").putArray("input");
            previous.putObject("output")
                    .put("immediate_response", "An earlier answer.")
                    .put("notebook", isLong ? "weather ".repeat(LONG_NOTEBOOK_WORDS) : "no update");
        }
        return new WeatherQuery(number, "weather-" + seed + "-" + number, cid, component, body);
    }

    private static String userQuery(String component, int number) {
        return component.equals(HUMAN_FEEDBACK)
                ? "Please remember that I prefer colour number " + number + " in " + AnswerText.queryName(number) + "."
                : "What is the answer to " + AnswerText.queryName(number) + "?";
    }

    /** Two outputs agree and one does not. */
    private static void addVotes(ArrayNode outputs, int number) {
        for (int answer : new int[] {number, number + 1, number}) {
            ObjectNode previous = outputs.addObject();
            previous.put("task", "Vote").put("component", "complete").putArray("input");
            previous.putObject("output")
                    .put("immediate_response", "The answer is " + answer + ".")
                    .put("notebook", "no update");
        }
    }

    /** The number that most previous outputs of an aggregation give. */
    private static int votedFor(int number) {
        return 70_000_000 + 10 * number;
    }

    /** What the answer of an aggregation must say. */
    String consensus() {
        return Integer.toString(votedFor(number));
    }

    /**
     * Whether the component can answer without a model: votes are counted, feedback is read by rules, search results
     * are listed.
     */
    boolean needsNoModel() {
        return component.equals(AGGREGATE) || component.equals(HUMAN_FEEDBACK) || component.equals(INTERNET_SEARCH);
    }

    JsonNode input() {
        return body.path("input");
    }
}
