package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code .env.example} is where operators look: it must name every variable that a service reads, and no other. */
class EnvExampleTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern LISTED = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");

    @Test
    void namesEveryVariableThatAServiceReads() throws IOException {
        assertThat(listed()).containsAll(read());
    }

    @Test
    void namesNoVariableThatNothingReads() throws IOException {
        Set<String> known = new TreeSet<>(read());
        known.addAll(readByScriptsAndContainers());

        assertThat(known).containsAll(listed());
    }

    private static Set<String> listed() throws IOException {
        return matches(LISTED, Files.readString(ROOT.resolve(".env.example")));
    }

    private static Set<String> read() throws IOException {
        Set<String> variables = new TreeSet<>();
        for (Path yaml : List.of(
                ROOT.resolve("service-support/src/main/resources/service-defaults.yml"),
                ROOT.resolve("gateway/src/main/resources/application.yml"),
                ROOT.resolve("agent-service/src/main/resources/application.yml"),
                ROOT.resolve("memory-service/src/main/resources/application.yml"),
                ROOT.resolve("llm-proxy/src/main/resources/application.yml"),
                ROOT.resolve("local-llm/src/main/resources/application.yml"))) {
            variables.addAll(matches(PLACEHOLDER, Files.readString(yaml)));
        }
        return variables;
    }

    private static Set<String> readByScriptsAndContainers() throws IOException {
        Pattern word = Pattern.compile("\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\\b");
        Set<String> variables = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                variables.addAll(matches(word, Files.readString(source)));
            }
        }
        for (String file :
                List.of("miner", "docker-compose.yml", "deploy/compose.tls.yml", "deploy/compose.scale.yml")) {
            variables.addAll(matches(word, Files.readString(ROOT.resolve(file))));
        }
        variables.addAll(matches(
                word,
                Files.readString(ROOT.resolve(
                        "service-support/src/main/java/io/minerstack/servicesupport/startup/ServiceDefaults.java"))));
        return variables;
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
