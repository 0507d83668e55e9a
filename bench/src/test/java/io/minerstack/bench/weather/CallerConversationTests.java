package io.minerstack.bench.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.weather.Violations.Invariant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CallerConversationTests {

    private final Violations violations = new Violations();
    private final CallerConversation conversation = new CallerConversation("c");

    @Test
    void acceptsStoredTurnsInOrder() {
        stored(1, 2, 3);

        check(messages(1, 2, 3));

        assertThat(violations.count()).isZero();
    }

    @Test
    void acceptsThatTurnsBeforeTheLastFiveAreGone() {
        stored(1, 2, 3, 4, 5, 6, 7);

        check(messages(3, 4, 5, 6, 7));

        assertThat(violations.count()).isZero();
    }

    @Test
    void findsALostTurn() {
        stored(1, 2, 3);

        check(messages(1, 3));

        assertFound(Invariant.LOST_TURN, "[1, 3]");
    }

    @Test
    void findsThatTheLastTurnIsLost() {
        stored(1, 2, 3, 4, 5, 6);

        check(messages(1, 2, 3, 4, 5));

        assertFound(Invariant.LOST_TURN, "[1, 2, 3, 4, 5]");
    }

    @Test
    void findsThatAllTurnsAreLost() {
        stored(1);

        check(null);

        assertFound(Invariant.LOST_TURN, "[]");
    }

    @Test
    void acceptsWithAndWithoutATurnThatWasNotPromised() {
        stored(1);
        conversation.answered(2, answer(2), false);
        conversation.unknown(3);

        check(messages(1, 2, 3));
        check(messages(1));

        assertThat(violations.count()).isZero();
    }

    @Test
    void findsTurnsInTheWrongOrder() {
        stored(1, 2);

        check(messages(2, 1));

        assertThat(violations.all()).containsKey(Invariant.BROKEN_MEMORY);
    }

    @Test
    void findsATurnThatIsThereTwice() {
        stored(1, 2);

        check(messages(1, 2, 2));

        assertFound(Invariant.BROKEN_MEMORY, "request 2 stands after request 2");
    }

    @Test
    void findsAFailedRequestThatIsStored() {
        stored(1);
        conversation.failed(2);

        check(messages(1, 2));

        assertFound(Invariant.BROKEN_MEMORY, "request 2 failed and is stored");
    }

    @Test
    void findsATurnOfAnotherConversation() {
        stored(1);

        check(messages(1, 9));

        assertFound(Invariant.BROKEN_MEMORY, "another conversation");
    }

    @Test
    void findsAnAnswerThatIsStoredDifferently() {
        conversation.answered(1, "another answer", true);

        check(messages(1));

        assertFound(Invariant.BROKEN_MEMORY, "is stored as 'answer 1'");
    }

    @Test
    void findsHalfATurn() {
        stored(1);
        ObjectNode body = messages(1);
        ((ArrayNode) body.path("messages")).remove(1);
        body.put("message_count", 1);

        check(body);

        assertFound(Invariant.BROKEN_MEMORY, "1 messages");
    }

    @Test
    void findsMoreMessagesThanAreKept() {
        stored(1, 2, 3, 4, 5, 6);

        check(messages(1, 2, 3, 4, 5, 6));

        assertFound(Invariant.BROKEN_MEMORY, "12 messages");
    }

    private void stored(int... requests) {
        IntStream.of(requests).forEach(request -> conversation.answered(request, answer(request), true));
    }

    private void check(@Nullable ObjectNode body) {
        conversation.check(body, 99, violations);
    }

    private void assertFound(Invariant invariant, String detail) {
        assertThat(violations.all()).containsOnlyKeys(invariant);
        assertThat(violations.all().values().iterator().next())
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail()).contains(detail));
    }

    private static String answer(int request) {
        return "answer " + request;
    }

    private static ObjectNode messages(int... requests) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ArrayNode messages = body.putArray("messages");
        for (int request : requests) {
            messages.addObject().put("role", "user").put("content", "Query 1: " + AnswerText.queryName(request));
            messages.addObject().put("role", "assistant").put("content", answer(request));
        }
        return body.put("message_count", messages.size());
    }
}
