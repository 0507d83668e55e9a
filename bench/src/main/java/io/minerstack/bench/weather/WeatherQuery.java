package io.minerstack.bench.weather;

import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the stack.
 *
 * @param number names the request in its query
 * @param component {@code complete}, {@code refine}, {@code feedback} or {@code summary}
 * @param body the JSON body
 */
record WeatherQuery(int number, String requestId, String cid, String component, ObjectNode body) {

    /** A long notebook makes a prompt that some model servers refuse. */
    private static final int LONG_NOTEBOOK_WORDS = 2_500;

    static WeatherQuery of(long seed, int number, String cid) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        String component =
                switch (random.nextInt(10)) {
                    case 0 -> "refine";
                    case 1 -> "feedback";
                    case 2 -> "summary";
                    default -> "complete";
                };
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("cid", cid)
                // the stored user message of some components has the task, but no query
                .put("task", "Weather " + AnswerText.queryName(number));
        body.putArray("input")
                .addObject()
                .put("user_query", "What is the answer to " + AnswerText.queryName(number) + "?");
        boolean isLong = random.nextInt(8) == 0;
        if (isLong || !component.equals("complete")) {
            ObjectNode previous = body.putArray("previous_outputs").addObject();
            previous.put("task", "Notes").put("component", "complete").putArray("input");
            previous.putObject("output")
                    .put("immediate_response", "An earlier answer.")
                    .put("notebook", isLong ? "weather ".repeat(LONG_NOTEBOOK_WORDS) : "no update");
        }
        return new WeatherQuery(number, "weather-" + seed + "-" + number, cid, component, body);
    }

    JsonNode input() {
        return body.path("input");
    }
}
