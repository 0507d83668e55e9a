package io.minerstack.bench.weather;

import io.minerstack.bench.weather.Violations.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must be in one conversation. Only one caller uses a conversation, one request after the other. */
class CallerConversation {

    /** {@code MAX_CONVERSATION_MESSAGES} is 10. */
    private static final int KEPT_TURNS = 5;

    private final String cid;
    private final SortedMap<Integer, Turn> turns = new TreeMap<>();

    CallerConversation(String cid) {
        this.cid = cid;
    }

    String cid() {
        return cid;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** The caller got this answer. */
    synchronized void answered(int request, String answer, boolean stored) {
        turns.put(request, new Turn(answer, stored ? Stored.YES : Stored.PERHAPS));
    }

    /** The caller got an error. */
    synchronized void failed(int request) {
        turns.put(request, new Turn(null, Stored.NO));
    }

    /** The caller left, or got no answer. */
    synchronized void unknown(int request) {
        turns.put(request, new Turn(null, Stored.PERHAPS));
    }

    /** Whether this request is one of this conversation. The request in progress counts, too. */
    synchronized void begun(int request) {
        turns.put(request, new Turn(null, Stored.PERHAPS));
    }

    synchronized boolean has(int request) {
        return turns.containsKey(request);
    }

    /** Compares the body of {@code GET /conversations/{cid}}, or null after a 404. */
    synchronized void check(@Nullable JsonNode body, int request, Violations violations) {
        List<Integer> present = new ArrayList<>();
        if (body != null) {
            JsonNode messages = body.path("messages");
            if (messages.size() != body.path("message_count").asInt(-1)
                    || messages.size() > 2 * KEPT_TURNS
                    || messages.size() % 2 != 0) {
                violations.add(
                        Invariant.BROKEN_MEMORY, request, cid + " has " + messages.size() + " messages: " + body);
                return;
            }
            for (int i = 0; i < messages.size(); i += 2) {
                String problem = checkTurn(messages.path(i), messages.path(i + 1), present);
                if (problem != null) {
                    violations.add(Invariant.BROKEN_MEMORY, request, cid + ", message " + i + ": " + problem);
                    return;
                }
            }
        }
        turns.forEach((number, turn) -> {
            boolean tooOld = present.size() == KEPT_TURNS && number < present.getFirst();
            if (turn.stored() == Stored.YES && !present.contains(number) && !tooOld) {
                violations.add(
                        Invariant.LOST_TURN,
                        number,
                        "after request " + request + " " + cid + " has the turns " + present + " of " + turns.keySet());
            }
        });
    }

    private @Nullable String checkTurn(JsonNode user, JsonNode assistant, List<Integer> present) {
        if (!user.path("role").asString("").equals("user")
                || !assistant.path("role").asString("").equals("assistant")) {
            return "not a user message and an assistant message";
        }
        List<Integer> named = AnswerText.requestsIn(user.path("content").asString(""));
        if (named.size() != 1) {
            return "a user message with the queries " + named;
        }
        int number = named.getFirst();
        Turn turn = turns.get(number);
        if (turn == null) {
            return "a message of another conversation: request " + number;
        }
        if (turn.stored() == Stored.NO) {
            return "request " + number + " failed and is stored";
        }
        if (!present.isEmpty() && present.getLast() >= number) {
            return "request " + number + " stands after request " + present.getLast();
        }
        if (turn.answer() != null
                && !turn.answer().equals(assistant.path("content").asString(""))) {
            return "request " + number + " was answered with '" + turn.answer() + "' and is stored as '"
                    + assistant.path("content").asString("") + "'";
        }
        present.add(number);
        return null;
    }

    /** Whether a turn must be in the conversation. */
    private enum Stored {
        YES,
        PERHAPS,
        NO
    }

    /**
     * A request of this conversation.
     *
     * @param answer null if the caller got none
     */
    private record Turn(@Nullable String answer, Stored stored) {}
}
