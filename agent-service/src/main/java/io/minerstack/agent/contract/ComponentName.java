package io.minerstack.agent.contract;

import java.util.Arrays;
import java.util.List;

/** The seven components. */
public enum ComponentName {
    COMPLETE("complete"),
    REFINE("refine"),
    FEEDBACK("feedback"),
    HUMAN_FEEDBACK("human_feedback"),
    SUMMARY("summary"),
    AGGREGATE("aggregate"),
    INTERNET_SEARCH("internet_search");

    private final String wireName;

    ComponentName(String wireName) {
        this.wireName = wireName;
    }

    /** The name in paths, bodies and metrics. */
    public String wireName() {
        return wireName;
    }

    /** All names, in the order of {@code /capabilities}. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(ComponentName::wireName).toList();
    }
}
