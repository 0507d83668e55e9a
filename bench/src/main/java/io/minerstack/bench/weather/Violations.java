package io.minerstack.bench.weather;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The violated invariants, with the requests that showed them. */
class Violations {

    private final Map<Invariant, List<Violation>> found = new TreeMap<>();

    synchronized void add(Invariant invariant, int request, String detail) {
        found.computeIfAbsent(invariant, key -> new ArrayList<>()).add(new Violation(request, detail));
    }

    synchronized int count() {
        return found.values().stream().mapToInt(List::size).sum();
    }

    synchronized Map<Invariant, List<Violation>> all() {
        Map<Invariant, List<Violation>> copy = new TreeMap<>();
        found.forEach((invariant, list) -> copy.put(invariant, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }

    /** What must hold for every answer. */
    enum Invariant {
        /** A 200 has the whole text of one answer that a model server sent for this request. */
        WRONG_ANSWER("a 200 whose text is not the whole answer of a model server"),
        /** The answer echoes its request and has the fields of the contract. */
        WRONG_BODY("a 200 whose body breaks the contract"),
        /** Only the statuses of the contract, and no 4xx for a valid request. */
        WRONG_STATUS("a status that the contract does not have for a valid request"),
        /** An error body is a problem with the request's id. */
        WRONG_PROBLEM("an error body that is not a problem of the contract"),
        /** No caller sees the text of a model server's error, or a model's analysis. */
        LEAK("a body with a private text of a model server"),
        /** The answer comes before the deadline. */
        LATE("an answer after the deadline"),
        /** Every request is answered. */
        NO_ANSWER("no answer at all"),
        /** A request does not fail while the fallback is healthy. */
        FALLBACK_NOT_USED("a failure although the fallback was healthy"),
        /** Components that need no model do not fail because of one. */
        NEEDLESS_FAILURE("a failure of a component that needs no model"),
        /** Entries of a playbook come from feedback of their own conversation. */
        FOREIGN_ENTRY("a playbook with an entry of another conversation"),
        /** A turn with {@code stored: true} is in the conversation. */
        LOST_TURN("a stored turn that is not in the conversation"),
        /** The conversation has whole consecutive turns of this conversation, in order. */
        BROKEN_MEMORY("a conversation that is not a sequence of whole turns, in order"),
        /** A prompt has only the queries of its own conversation. */
        FOREIGN_PROMPT("a prompt with the text of another conversation");

        private final String meaning;

        Invariant(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /** One violation. */
    record Violation(int request, String detail) {}
}
