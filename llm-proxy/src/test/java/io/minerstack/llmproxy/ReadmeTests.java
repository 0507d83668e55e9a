package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.metering.LlmMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README lists exactly the variables of application.yml, and every meter. */
class ReadmeTests {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z][A-Z0-9_]*)`", Pattern.MULTILINE);

    @Test
    void listsEveryVariable() throws IOException {
        List<String> configured = found(PLACEHOLDER, Path.of("src/main/resources/application.yml"));
        List<String> described = found(ROW, Path.of("README.md"));

        assertThat(described).doesNotHaveDuplicates().hasSameElementsAs(configured);
    }

    @Test
    void listsEveryMeter() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (LlmMeter meter : LlmMeter.values()) {
            assertThat(readme).contains("`" + meter.meterName().replace('.', '_'));
        }
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }
}
