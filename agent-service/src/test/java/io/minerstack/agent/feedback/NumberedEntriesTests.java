package io.minerstack.agent.feedback;

import static io.minerstack.agent.TestObjects.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.ProposedOperation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberedEntriesTests {

    private final NumberedEntries entries = new NumberedEntries(
            List.of(entry("preference", "drink", "Likes tea"), entry("fact", "city", "Lives in Bergen")));

    @Test
    void numbersEntriesByTypeAndKey() {
        assertThat(entries.text()).isEqualTo("""
                E1 [fact] city: Lives in Bergen
                E2 [preference] drink: Likes tea""");
    }

    @ParameterizedTest
    @CsvSource({"E1,context,other", "' e1 ',,", "E01,,", ",' FACT ',city", "city,fact,city"})
    void findsAnEntryByItsNumberOrByItsTypeAndKey(@Nullable String name, @Nullable String type, @Nullable String key) {
        assertThat(entries.find(name, type, key)).isEqualTo(new Target("fact", "city"));
    }

    @ParameterizedTest
    @CsvSource({"E9,fact,city", "E0,fact,city", ",preference,city", ",fact,", ",,city", "E1111,,"})
    void findsNothingElse(@Nullable String name, @Nullable String type, @Nullable String key) {
        assertThat(entries.find(name, type, key)).isNull();
    }
}
