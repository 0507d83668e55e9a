package io.minerstack.agent.turn;

import static io.minerstack.agent.TestObjects.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.AgentComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTextTests {

    @ParameterizedTest
    @CsvSource({
        "COMPLETE,Task: T|Query 1: a|Query 2: b",
        "REFINE,Refine task: T",
        "FEEDBACK,Feedback request: T",
        "HUMAN_FEEDBACK,User feedback: a|b",
        "INTERNET_SEARCH,Search: a|b",
        "SUMMARY,Summarize: T",
        "AGGREGATE,Aggregate: T"
    })
    void storesWhatWasAsked(AgentComponent component, String text) {
        assertThat(TurnText.of(component, input("T", List.of(), "a", "b"))).isEqualTo(text.replace('|', '\n'));
    }

    @Test
    void storesTheQueriesWhereThereIsNoTask() {
        assertThat(TurnText.of(AgentComponent.REFINE, input("", List.of(), "make it better")))
                .isEqualTo("Refine task: make it better");
    }

    @Test
    void storesNothingThatADatabaseCouldNotTake() {
        assertThat(TurnText.of(AgentComponent.COMPLETE, input("a\u0000b", List.of(), "q")))
                .doesNotContain("\u0000");
    }
}
