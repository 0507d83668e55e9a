package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PythonWalletLibraryTests {

    @Test
    void ciSetsTheVariableThatForbidsSkipping() throws IOException {
        assertThat(Files.readString(Path.of("../.ci/run")))
                .containsSubsequence("\nexport CI=true\n", "\n./miner test\n");
    }
}
