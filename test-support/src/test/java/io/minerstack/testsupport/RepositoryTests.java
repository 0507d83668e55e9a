package io.minerstack.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules about all modules together. */
class RepositoryTests {

    /**
     * Records of a wire format, which client and server each read in their own way.
     */
    private static final Set<String> REPEATABLE = Set.of(
            "AppliedOperation",
            "ErrorEnvelope",
            "FeedbackResult",
            "MemoryContext",
            "PlaybookEntry",
            "ProposedOperation",
            "Turn");

    @Test
    void usesOneNameForOneType() {
        Path root = Path.of("..").toAbsolutePath().normalize();

        assertThat(TypeNames.duplicates(root, REPEATABLE)).isEmpty();
    }
}
