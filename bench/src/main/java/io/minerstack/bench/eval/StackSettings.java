package io.minerstack.bench.eval;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings of the measured stack: those of the operator, without ports, data folders and limits of callers. */
final class StackSettings {

    /** What would make the measured stack meet a running one, or slow the questions down. */
    private static final Pattern NOT_TAKEN = Pattern.compile("(?:.*_)?PORT|HOST|BIND_ADDRESS|API_KEYS?|API_KEY_.*"
            + "|EVAL_.*|DATABASE_.*|POSTGRES_.*|MINER_(?:DATA|HOME|APP)|RATE_LIMIT_.*|LOG_.*"
            + "|(?:AGENT_SERVICE|MEMORY_SERVICE|LLM_PROXY|LOCAL_LLM)_URL");

    private StackSettings() {}

    /**
     * The settings for the measured stack.
     *
     * @param environment variables of this process, with those of {@code .env}
     * @param key the API key of the run
     */
    static Map<String, String> of(Map<String, String> environment, String key) {
        Map<String, String> settings = new TreeMap<>(environment);
        settings.keySet().removeIf(name -> NOT_TAKEN.matcher(name).matches());
        settings.put("API_KEY", key);
        settings.put("RATE_LIMIT_ALL", "off");
        return settings;
    }
}
