package io.minerstack.memory.playbook.retraction;

import static io.minerstack.memory.playbook.retraction.RedactedTurn.MARK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTurnTests {

    @Test
    void leavesTheSentenceOutOfTheMessageAndItsWordsOutOfTheAnswer() {
        RedactedTurn turn = RedactedTurn.of(
                "User feedback: My home address is 12 Example Street, please do not store it. I like trains.",
                "Thank you. I saw the address 12 Example Street. Trains are fine.",
                true);

        assertThat(turn.user()).isEqualTo("User feedback: " + MARK + " I like trains.");
        assertThat(turn.assistant()).isEqualTo("Thank you. " + MARK + " Trains are fine.");
    }

    @Test
    void leavesOutWhatItPointsTo() {
        RedactedTurn turn = RedactedTurn.of(
                "Task: Chat\nQuery 1: How long is a marathon?\nQuery 2: My PIN is 4711. Please don't remember that.",
                "A marathon is 42.195 km.",
                false);

        assertThat(turn.user()).isEqualTo("Task: Chat\nQuery 1: How long is a marathon?\nQuery 2: " + MARK);
        assertThat(turn.assistant()).isEqualTo("A marathon is 42.195 km.");
    }

    @Test
    void readsAWishAtTheStartOfAQueryForWhatFollows() {
        RedactedTurn turn = RedactedTurn.of(
                "Task: Chat\nQuery 1: Please do not store this. My sister is ill with measles. What helps?",
                "Measles need rest. Drink water.",
                false);

        assertThat(turn.user()).isEqualTo("Task: Chat\nQuery 1: " + MARK);
        assertThat(turn.assistant()).isEqualTo(MARK + " Drink water.");
    }

    @Test
    void storesNothingOfATurnThatForgetsEverything() {
        RedactedTurn turn = RedactedTurn.of(
                "User feedback: Please delete everything you know about me.",
                "What was forgotten:\n- delete (deleted) fact user_name: My name is Ada",
                true);

        assertThat(turn.user()).isEqualTo("User feedback: " + MARK);
        assertThat(turn.assistant()).isEqualTo(MARK);
    }

    @Test
    void leavesOutWhatAFeedbackTakesBack() {
        RedactedTurn turn = RedactedTurn.of(
                "User feedback: Please forget that I am a vegetarian.",
                "Thank you for your feedback. What was forgotten:\n- delete fact vegetarian: I am a vegetarian\nThe"
                        + " playbook has 0 active entries.",
                true);

        assertThat(turn.user() + turn.assistant()).doesNotContain("vegetarian");
        assertThat(turn.assistant()).endsWith("The playbook has 0 active entries.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Task: Code\nQuery 1: Write a function that sorts a list, and do not save it to a file.",
                "Task: Code\nQuery 1: The result must not be stored in the cache.",
                "Task: Edit\nQuery 1: Forget the last line and write a new one.",
                "Task: Edit\nQuery 1: Delete everything after the second paragraph.",
                "Task: Chat\nQuery 1: Why do people never remember their dreams?"
            })
    void leavesTasksAlone(String user) {
        assertThat(RedactedTurn.of(user, "Here it is.", false))
                .isEqualTo(new RedactedTurn(user, "Here it is.", Retraction.NONE));
    }

    @Test
    void readsHostileTextsInLinearTime() {
        String wishes = "do not store it. ".repeat(10_000);
        String oneSentence = "do not do not keep my keep my ".repeat(6_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            RedactedTurn.of(wishes, wishes, true);
            RedactedTurn.of(oneSentence, oneSentence, true);
            RedactedTurn.of(oneSentence, wishes, false);
        });
    }
}
