package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Compares with the libraries that stand in each service's own pom.xml, as Spring Boot finds them in its jar. */
class OwnAutoConfigurationsTests {

    private static final String IMPORTS =
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    private static final List<String> SERVICES = List.of("gateway", "agent-service", "memory-service", "llm-proxy");

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "agent-service", "memory-service", "llm-proxy"})
    void configuresWhatTheServicesOwnJarWouldConfigure(String name) throws IOException {
        ServiceSpec spec = ServiceSpecs.of(settings()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Set<String> own = librariesOf(name);
        Set<String> ofAnyService = new HashSet<>();
        for (String service : SERVICES) {
            ofAnyService.addAll(librariesOf(service));
        }
        List<String> all = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (URL imports : Collections.list(getClass().getClassLoader().getResources(IMPORTS))) {
            String library = library(imports);
            if (ofAnyService.contains(library)) {
                all.addAll(classes(imports));
                if (own.contains(library)) {
                    expected.addAll(classes(imports));
                }
            }
        }

        assertThat(all).hasSizeGreaterThan(expected.size());
        assertThat(accepted(spec, all)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The file name of the jar; empty for classes of this build, which are in no jar yet. */
    private static String library(URL imports) throws IOException {
        return imports.openConnection() instanceof JarURLConnection jar
                ? String.valueOf(Path.of(jar.getJarFileURL().getPath()).getFileName())
                : "";
    }

    private static Set<String> accepted(ServiceSpec spec, List<String> classes) {
        OwnAutoConfigurations filter = new OwnAutoConfigurations();
        filter.setEnvironment(
                new MockEnvironment().withProperty(OwnAutoConfigurations.PROPERTY, String.join(",", spec.foreign())));
        return classes.stream().filter(filter::isOwn).collect(Collectors.toSet());
    }

    /** The file names of the libraries in the jar that runs in a container. */
    private static Set<String> librariesOf(String module) throws IOException {
        Path jar = Path.of("..", module, "target", module + ".jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith("BOOT-INF/lib/"))
                    .map(entry -> entry.substring("BOOT-INF/lib/".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> classes(URL imports) throws IOException {
        try (InputStream content = imports.openStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static Settings settings() {
        Path folder = Path.of("/srv/miner");
        return new Settings(folder, folder, folder, Map.of());
    }
}
