package io.minerstack.agent.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTests {

    @Test
    void readsTheQuotedFormOfTheDraftAndTheBareFormAsTheSameKey() {
        assertThat(IdempotencyKey.read(List.of("\"8e03978e-40d5\""))).isEqualTo(new IdempotencyKey("8e03978e-40d5"));
        assertThat(IdempotencyKey.read(List.of("8e03978e-40d5"))).isEqualTo(new IdempotencyKey("8e03978e-40d5"));
        assertThat(IdempotencyKey.read(List.of("\"a\\\"b\\\\c\""))).isEqualTo(new IdempotencyKey("a\"b\\c"));
    }

    @Test
    void isAbsentWithoutTheHeader() {
        assertThat(IdempotencyKey.read(List.of())).isNull();
    }

    @Test
    void takesEveryPrintableCharacterAndTheLongestKey() {
        String longest = "k".repeat(255);

        assertThat(IdempotencyKey.read(List.of(longest))).isEqualTo(new IdempotencyKey(longest));
        assertThat(IdempotencyKey.read(List.of("a b~!"))).isEqualTo(new IdempotencyKey("a b~!"));
    }

    static Stream<String> invalid() {
        return Stream.of("k".repeat(256), "\"" + "k".repeat(256) + "\"", "caf\u00e9", "a\tb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\"\"", "\"open", "\"a\"b", "\"a\\n\"", "\"a\\"})
    @MethodSource("invalid")
    void refusesAnInvalidKey(String value) {
        assertThatThrownBy(() -> IdempotencyKey.read(List.of(value)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.UNREADABLE));
    }

    @Test
    void refusesTwoKeys() {
        assertThatThrownBy(() -> IdempotencyKey.read(List.of("a", "b"))).isInstanceOf(ProblemException.class);
    }
}
