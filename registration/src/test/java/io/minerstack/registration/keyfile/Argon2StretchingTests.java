package io.minerstack.registration.keyfile;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Argon2StretchingTests {

    /** The key of the wallet's password at full strength; computed by PyNaCl and by libsodium, too. */
    static final String FULL_KEY = "4ff62508373c09fa21801a5e6dd3074ac17a6448e5e3cf9c7b3bd0c50ae689d2";

    @Test
    void agreesWithLibsodiumAtLowCost() {
        assertThat(new Argon2Stretching(32, 3, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                        .key("password".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex("c583c9f1dd50f66334118d6801a1d774493bc7519c2fc0006e3271e22bf227f1"));
    }

    @Test
    void agreesWithLibsodiumAtTheWalletsCost() {
        assertThat(Argon2Stretching.ofWallets().key(TestObjects.PASSWORD.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex(FULL_KEY));
    }

    @Test
    void saysWhatToDoWhenTheHeapIsTooSmall() {
        Argon2Stretching stretching = new Argon2Stretching(524_288, 8, 512L << 20, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThatThrownBy(stretching::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("512 MiB and needs " + Argon2Stretching.HEAP_MIB)
                .hasMessageContaining("-Xmx768m");
    }

    @Test
    void refusesAMachineThatIsTooSmallWhateverTheHeapMayBe() throws IOException {
        int needed = Argon2Stretching.HEAP_MIB + Argon2Stretching.JVM_MIB;
        Argon2Stretching stretching = new Argon2Stretching(524_288, 8, 768L << 20, (needed - 1L) << 20, Long.MAX_VALUE);
        assertThatThrownBy(stretching::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("has " + (needed - 1) + " MiB, and it takes " + needed);
        assertThat(Files.readString(Path.of("README.md")))
                .contains("needs " + Argon2Stretching.HEAP_MIB + " MiB of heap")
                .contains("has " + needed + " MiB");
    }

    @Test
    void refusesAMachineWhoseMemoryIsTaken() {
        Argon2Stretching stretching = new Argon2Stretching(524_288, 8, 768L << 20, Long.MAX_VALUE, 599L << 20);
        assertThatThrownBy(stretching::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("599 MiB are free here, and it takes 600");
        new Argon2Stretching(524_288, 8, 768L << 20, Long.MAX_VALUE, 600L << 20).requireMemory();
    }
}
