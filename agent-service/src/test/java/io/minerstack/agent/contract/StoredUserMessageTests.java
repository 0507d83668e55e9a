package io.minerstack.agent.contract;

import static io.minerstack.agent.TestObjects.input;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoredUserMessageTests {

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
    void hasTheFormOfTheContract(ComponentName component, String text) {
        assertThat(StoredUserMessage.of(component, input("T", List.of(), "a", "b")))
                .isEqualTo(text.replace('|', '\n'));
    }

    @Test
    void hasTheQueriesWithoutATask() {
        assertThat(StoredUserMessage.of(ComponentName.REFINE, input("", List.of(), "make it better")))
                .isEqualTo("Refine task: make it better");
    }

    @Test
    void hasNoCharactersThatADatabaseRejects() {
        assertThat(StoredUserMessage.of(ComponentName.COMPLETE, input("a\u0000b", List.of(), "q")))
                .doesNotContain("\u0000");
    }

    @ParameterizedTest
    @EnumSource
    void isKnownAsAMessageOfItsComponentAndOfNoOther(ComponentName component) {
        String stored = StoredUserMessage.of(component, input("T", List.of(), "a"));

        assertThat(ComponentName.values())
                .filteredOn(other -> StoredUserMessage.isOf(other, stored))
                .containsExactly(component);
    }

    @Test
    void givesBackTheTaskAndTheQueriesOfACallOfComplete() {
        String stored = StoredUserMessage.of(ComponentName.COMPLETE, input("T", List.of(), "a", "b"));

        assertThat(StoredUserMessage.completeCall(stored)).isEqualTo(new StoredUserMessage.CompleteCall("T", "a\nb"));
        assertThat(StoredUserMessage.withoutLabels(stored)).isEqualTo("T\na\nb");
        assertThat(StoredUserMessage.completeCall("Summarize: T")).isNull();
    }
}
