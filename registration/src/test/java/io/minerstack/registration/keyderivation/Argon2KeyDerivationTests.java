package io.minerstack.registration.keyderivation;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Argon2KeyDerivationTests {

    @Test
    void givesTheKeyOfLibsodiumAtLowCost() {
        assertThat(new Argon2KeyDerivation(32, 3, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                        .key("password".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex("c583c9f1dd50f66334118d6801a1d774493bc7519c2fc0006e3271e22bf227f1"));
    }

    @Test
    void givesTheKeyOfLibsodiumAtTheWalletsCost() {
        assertThat(Argon2KeyDerivation.ofWallets().key(TestObjects.PASSWORD.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex(TestObjects.ARGON2_KEY));
    }

    @Test
    void namesTheOptionIfTheHeapIsTooSmall() {
        Argon2KeyDerivation derivation =
                new Argon2KeyDerivation(524_288, 8, 512L << 20, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThatThrownBy(derivation::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("512 MiB, and " + Argon2KeyDerivation.HEAP_MIB + " are needed")
                .hasMessageContaining("-Xmx768m");
    }

    @Test
    void refusesAMachineWithTooLittleMemoryForAnyHeap() throws IOException {
        int needed = Argon2KeyDerivation.HEAP_MIB + Argon2KeyDerivation.JVM_MIB;
        Argon2KeyDerivation derivation =
                new Argon2KeyDerivation(524_288, 8, 768L << 20, (needed - 1L) << 20, Long.MAX_VALUE);
        assertThatThrownBy(derivation::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("has " + (needed - 1) + " MiB, and " + needed + " are needed");
        assertThat(Files.readString(Path.of("README.md")))
                .contains("needs " + Argon2KeyDerivation.HEAP_MIB + " MiB of heap")
                .contains("has " + needed + " MiB");
    }

    @Test
    void refusesAMachineWhoseMemoryIsInUse() {
        Argon2KeyDerivation derivation = new Argon2KeyDerivation(524_288, 8, 768L << 20, Long.MAX_VALUE, 599L << 20);
        assertThatThrownBy(derivation::requireMemory)
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.TOO_LITTLE_MEMORY)
                .hasMessageContaining("599 MiB are available, and 600 are needed");
        new Argon2KeyDerivation(524_288, 8, 768L << 20, Long.MAX_VALUE, 600L << 20).requireMemory();
    }
}
