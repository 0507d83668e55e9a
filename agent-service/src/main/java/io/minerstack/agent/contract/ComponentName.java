package io.minerstack.agent.contract;

import java.util.Arrays;
import java.util.List;

/** The seven components, by the names that the wire, the metrics and the stored turns use. */
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

    public String wireName() {
        return wireName;
    }

    /** All seven, in the order in which {@code /capabilities} lists them. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(ComponentName::wireName).toList();
    }
}
