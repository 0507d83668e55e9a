package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTests {

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String settings = Files.readString(Path.of("src", "main", "resources", "application.yml"));

        List<MatchResult> variables = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}")
                .matcher(settings)
                .results()
                .toList();

        assertThat(variables).hasSizeGreaterThan(20).allSatisfy(variable -> assertThat(readme)
                .containsPattern("\\| `" + variable.group(1) + "` \\| " + Pattern.quote(variable.group(2)) + " ?\\|"));
    }
}
