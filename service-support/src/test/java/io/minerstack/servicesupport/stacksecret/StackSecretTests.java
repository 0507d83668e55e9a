package io.minerstack.servicesupport.stacksecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class StackSecretTests {

    private static final String ONE = "one-0123456789abcdef0123456789abcdef";
    private static final String OTHER = "two-0123456789abcdef0123456789abcdef";

    @Test
    void sendsTheFirstOfTwoAndAcceptsBoth() {
        StackSecret changing = StackSecret.of(" " + ONE + " , " + OTHER + "\n");
        HttpHeaders sent = new HttpHeaders();
        changing.writeTo(sent);

        assertThat(sent.get("X-Stack-Secret")).containsExactly(ONE);
        assertThat(changing.isIn(with(ONE))).isTrue();
        assertThat(changing.isIn(with(OTHER))).isTrue();
        assertThat(StackSecret.of(ONE).isIn(with(OTHER))).isFalse();
    }

    /** The steps are old; old,new; new,old; new. Services that are one step apart accept what the others send. */
    @Test
    void canBeChangedWithoutAMomentInWhichARequestIsRefused() {
        String[] steps = {ONE, ONE + "," + OTHER, OTHER + "," + ONE, OTHER};
        for (int step = 1; step < steps.length; step++) {
            StackSecret before = StackSecret.of(steps[step - 1]);
            StackSecret after = StackSecret.of(steps[step]);
            HttpHeaders ofBefore = new HttpHeaders();
            before.writeTo(ofBefore);
            HttpHeaders ofAfter = new HttpHeaders();
            after.writeTo(ofAfter);

            assertThat(after.isIn(ofBefore)).as("step %d", step).isTrue();
            assertThat(before.isIn(ofAfter)).as("step %d", step).isTrue();
        }
    }

    @Test
    void acceptsNothingElse() {
        StackSecret secret = StackSecret.of(ONE);
        HttpHeaders twice = with(ONE);
        twice.add("X-Stack-Secret", ONE);

        assertThat(secret.isIn(new HttpHeaders())).isFalse();
        assertThat(secret.isIn(with(""))).isFalse();
        assertThat(secret.isIn(with(ONE.substring(1)))).isFalse();
        assertThat(secret.isIn(with(ONE + "," + ONE))).isFalse();
        assertThat(secret.isIn(twice)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aBlankTextIsNoSecretWhichNothingHas(String text) {
        StackSecret none = StackSecret.of(text);
        HttpHeaders sent = new HttpHeaders();
        none.writeTo(sent);

        assertThat(none.isMissing()).isTrue();
        assertThat(sent.isEmpty()).isTrue();
        assertThat(none.isIn(with(""))).isFalse();
        assertThat(none.isIn(new HttpHeaders())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                ONE + ",hunter2",
                ONE + "," + ONE,
                ONE + "," + OTHER + ",hunter2-0123456789abcdef0123456789abcdef",
                ONE + ",",
                "hunter2 0123456789abcdef0123456789abcdef",
                "hunter2-0123456789abcdef0123456789abcdeü"
            })
    void refusesWhatIsNoSecretWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> StackSecret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected: 32 to 256 visible ASCII characters, or two such secrets with a comma between"
                        + " them");
    }

    @Test
    void isNeverPrinted() {
        assertThat(StackSecret.of(ONE)).hasToString("***");
        assertThat(new StackSecretProperties(StackSecret.of(ONE), true).toString())
                .doesNotContain(ONE);
    }

    private static HttpHeaders with(String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add("X-Stack-Secret", value);
        return headers;
    }
}
