package io.minerstack.apikeys;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for the values of a key file. Each method returns what is wrong, as the end of a sentence, or null. */
public final class KeyRules {

    /** The endpoints that a key can have a rate limit of its own for. */
    public static final Set<String> LIMITED_ENDPOINTS = Set.of(
            "complete",
            "refine",
            "feedback",
            "human_feedback",
            "internet_search",
            "summary",
            "aggregate",
            "conversations",
            "playbook",
            "capabilities");

    private static final String WORD = "[A-Za-z0-9._-]{1,64}";
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[A-Za-z0-9]");
    private static final String NO_LETTER = "must have a letter or a digit";
    private static final Pattern NAME = Pattern.compile(WORD);
    private static final Pattern ID = Pattern.compile("key_[0-9a-f]{12}");
    private static final Pattern LIMIT = Pattern.compile("off|([1-9][0-9]{0,5}|1000000)/[smh]");
    // API_KEY has this name in logs and metrics
    private static final String ENVIRONMENT_KEY = "API_KEY";

    private KeyRules() {}

    public static @Nullable String flawOfId(String id) {
        return ID.matcher(id).matches() ? null : "expected: key_ and 12 lower-case hex digits";
    }

    public static @Nullable String flawOfName(String name) {
        if (!NAME.matcher(name).matches()) {
            return "expected: 1-64 of A-Za-z0-9._-";
        }
        if (name.startsWith("-")) {
            return "must not begin with -";
        }
        if (name.startsWith("key_") || name.equals(ENVIRONMENT_KEY)) {
            return "must not begin with key_ as ids do, and must not be API_KEY";
        }
        return null;
    }

    /** As {@link #flawOfName}, for a key that is made now: earlier versions took names of dots and dashes alone. */
    public static @Nullable String flawOfNewName(String name) {
        String flaw = flawOfName(name);
        return flaw == null && !LETTER_OR_DIGIT.matcher(name).find() ? NO_LETTER : flaw;
    }

    /** As {@link #flawOfTenant}, for a key that is made now. */
    public static @Nullable String flawOfNewTenant(String tenant) {
        String flaw = flawOfTenant(tenant);
        return flaw == null && !LETTER_OR_DIGIT.matcher(tenant).find() ? NO_LETTER : flaw;
    }

    public static @Nullable String flawOfTenant(String tenant) {
        return NAME.matcher(tenant).matches() ? null : "expected: 1-64 of A-Za-z0-9._-";
    }

    public static @Nullable String flawOfLimits(Map<String, String> limits) {
        for (Map.Entry<String, String> limit : limits.entrySet()) {
            if (!LIMITED_ENDPOINTS.contains(limit.getKey())) {
                return "has an unknown endpoint (expected: " + String.join(", ", sorted(LIMITED_ENDPOINTS)) + ")";
            }
            if (!LIMIT.matcher(limit.getValue()).matches()) {
                return limit.getKey() + ": expected: such as 20/m, 5/s, 100/h, up to 1000000, or off";
            }
        }
        return null;
    }

    private static Iterable<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }
}
