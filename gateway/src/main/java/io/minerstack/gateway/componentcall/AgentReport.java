package io.minerstack.gateway.componentcall;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What agent-service says about one component call in {@code X-Component-Report}: {@code outcome=good,
 * agent_millis=812.4, memory_read_millis=2.1, model_millis=800.0, provider=openai, tokens=321}.
 *
 * @param fields numbers and texts by name, without the outcome, in the order of the header
 * @param outcome {@code good}, {@code malformed} or {@code refused}; empty where agent-service said nothing
 */
record AgentReport(String outcome, Map<String, Object> fields) {

    static final AgentReport NONE = new AgentReport("", Map.of());

    private static final String OUTCOME = "outcome";
    private static final String AGENT = "agent";
    private static final String TOKENS = "tokens";
    private static final String MILLIS = "_millis";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MAX_LENGTH = 1000;
    private static final Pattern FIELD =
            Pattern.compile("([a-z_]{1,40})=(?:([0-9]{1,15}(?:[.][0-9]{1,3})?)(?![^,])|([A-Za-z0-9._-]{1,64}))");

    /** Reads the header; what has another form is left out. */
    static AgentReport parse(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH) {
            return NONE;
        }
        String outcome = "";
        Map<String, Object> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(header);
        while (field.find()) {
            String number = field.group(2);
            if (number != null) {
                fields.put(field.group(1), number(number));
            } else if (field.group(1).equals(OUTCOME)) {
                outcome = field.group(3);
            } else {
                fields.put(field.group(1), field.group(3));
            }
        }
        return new AgentReport(outcome, fields);
    }

    /** A number in a JSON log line, not a text. */
    private static Number number(String text) {
        if (text.indexOf('.') < 0) {
            return Long.valueOf(text);
        }
        return Double.valueOf(text);
    }

    boolean says(AnswerOutcome expected) {
        return outcome.equals(expected.label());
    }

    /** Tokens of prompts and answers; 0 where they are not known. */
    long tokens() {
        return fields.get(TOKENS) instanceof Long tokens ? tokens : 0;
    }

    /** The time in agent-service in ns; -1 where it is not known. */
    long agentNanos() {
        return nanos(AGENT);
    }

    /** The time of a stage in ns; -1 where the call did not come to it, or the time is not known. */
    long nanos(ComponentCallStage stage) {
        return nanos(stage.label());
    }

    private long nanos(String name) {
        return fields.get(name + MILLIS) instanceof Number millis
                ? (long) (millis.doubleValue() * NANOS_PER_MILLI)
                : -1;
    }
}
