package io.minerstack.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTests {

    @Test
    void listsEveryVariableWithItsDefault() throws IOException {
        Set<String> mapped =
                find("\\$\\{([A-Z_]+):([^}]*)}", Files.readString(Path.of("src/main/resources/application.yml")));
        Set<String> listed = find("\\| `([A-Z_]+)` \\| (?:`([^`]*)`)?", Files.readString(Path.of("README.md")));
        // a required variable has an empty default, so that the service refuses it with a message of its own
        assertThat(listed).isEqualTo(mapped);
    }

    private static Set<String> find(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) + "=" + (matcher.group(2) == null ? "" : matcher.group(2)));
        }
        return found;
    }
}
