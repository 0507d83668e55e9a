package io.minerstack.agent.junk;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptProperties;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryFilterTests {

    private static final HistoryMessage ASKED = user("Task: \nQuery 1: What is the capital of Japan?");
    private static final HistoryMessage ANSWERED = assistant("The capital of Japan is Tokyo.");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CHARACTERS = 2_000;

    private final JunkCheckExecutor executor = new JunkCheckExecutor();
    private final HistoryFilter filter = new HistoryFilter(
            new JunkDetector(),
            executor,
            new PromptBudget(new PromptProperties(MAX_CHARACTERS, 4_000), OptionalInt::empty));

    @AfterEach
    void stop() {
        executor.destroy();
    }

    @Test
    void leavesOutAnAnswerThatSaysNothingAndKeepsWhatTheUserSaid() {
        HistoryMessage said = user("Task: \nQuery 1: I am Ann from Lima. What is the capital of Peru?");

        assertThat(filtered(said, assistant("I'm ready to assist you."), ASKED, ANSWERED))
                .containsExactly(said, ASKED, ANSWERED);
        assertThat(filtered(ASKED, assistant("What is the capital of Japan?"))).containsExactly(ASKED);
    }

    @Test
    void shortensATurnWhoseAnswerRepeatsItself() {
        assertThat(filtered(ASKED, assistant("The capital of Japan is Tokyo. ".repeat(40))))
                .containsExactly(ASKED, ANSWERED);
    }

    @Test
    void leavesOutAnswersAboutOtherOutputsThatSayNothing() {
        HistoryMessage review = user("Feedback request: Review the two outputs.");
        HistoryMessage summary = user("Summarize: Give a summary of the three reports.");
        HistoryMessage refined = user("Refine task: Make it shorter.");

        assertThat(filtered(
                        review,
                        assistant("Great job! Very good work."),
                        summary,
                        assistant("I'm ready to assist you."),
                        refined,
                        assistant("Rain falls. ".repeat(60))))
                .containsExactly(review, summary, refined, assistant("Rain falls."));
    }

    @Test
    void keepsOtherTurns() {
        List<HistoryMessage> messages = List.of(
                assistant("The answer of a turn whose question is no longer there."),
                ASKED,
                ANSWERED,
                user("User feedback: Bitte antworte kürzer, das ist mir zu lang."),
                assistant("Thank you for your feedback. I have learned 1 thing from it, and I will follow it."),
                user("Summarize: Give a summary of the three reports."),
                assistant("Les rapports disent que la ville est grande et que le pont est fermé pour deux ans."),
                user("Task: \nQuery 1: Is it big?"));
        MemoryContext memory = memory(messages);

        assertThat(filter.withoutJunk(memory).block(TIMEOUT)).isSameAs(memory);
    }

    @Test
    void judgesAnAnswerAgainWhereTheWishThatMadeItRightIsGone() {
        HistoryMessage wish = user("Task: \nQuery 1: Answer in French from now on. Is Lima big?");
        HistoryMessage french =
                assistant("La capitale du Japon est Tokyo, et c'est aussi la plus grande ville du pays, "
                        + "avec plus de dix millions de personnes qui y vivent.");

        assertThat(filtered(wish, french, ASKED, french)).containsExactly(wish, french, ASKED, french);
        assertThat(filtered(ASKED, french)).containsExactly(ASKED);
    }

    @Test
    void keepsALongHistoryAsItIsWhereTheQueueIsFull() {
        HistoryMessage longQuestion = user("Task: \nQuery 1: What is the capital of Japan?" + " ".repeat(5_000));
        HistoryMessage junk = assistant("I'm ready to assist you.");
        executor.destroy();

        assertThat(filtered(longQuestion, junk)).containsExactly(longQuestion, junk);
        assertThat(filtered(ASKED, junk)).containsExactly(ASKED);
    }

    @Test
    void judgesNoAnswerThatIsTooOldForAnyPrompt() {
        HistoryMessage junk = assistant("I'm ready to assist you.");
        HistoryMessage full = user("Task: \nQuery 1: Is it " + "x".repeat(MAX_CHARACTERS) + "?");
        HistoryMessage brief = user("Task: \nQuery 1: Is it x?");

        assertThat(filtered(ASKED, junk, full, junk)).containsExactly(ASKED, junk, full);
        assertThat(filtered(ASKED, junk, brief, junk)).containsExactly(ASKED, brief);
    }

    private List<HistoryMessage> filtered(HistoryMessage... messages) {
        return Objects.requireNonNull(
                        filter.withoutJunk(memory(List.of(messages))).block(TIMEOUT))
                .messages();
    }

    private static MemoryContext memory(List<HistoryMessage> messages) {
        return new MemoryContext(messages, List.of(), null, MemoryContext.State.AVAILABLE);
    }

    private static HistoryMessage user(String content) {
        return new HistoryMessage("user", content);
    }

    private static HistoryMessage assistant(String content) {
        return new HistoryMessage("assistant", content);
    }
}
