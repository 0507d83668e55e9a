package io.minerstack.stacksupport.stacksecret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackSecretHeaderTests {

    @Test
    void readsOneSecretOrTwoInTheirOrder() {
        assertThat(StackSecretHeader.secrets("one")).containsExactly("one");
        assertThat(StackSecretHeader.secrets(" new , old ")).containsExactly("new", "old");
        assertThat(StackSecretHeader.secrets(" ")).isEmpty();
    }
}
