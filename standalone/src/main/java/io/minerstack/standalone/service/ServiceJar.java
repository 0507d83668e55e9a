package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;

/**
 * A service's jar, which itself says what variables the service reads: those that its YAML files map to properties. It is
 * given these and no others, so that a key reaches the one process that needs it.
 */
record ServiceJar(Path file) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String HOP = "BOOT-INF/lib/service-support-";

    static ServiceJar in(Path home, String folder) {
        Path file = home.resolve(folder).resolve("target").resolve(folder + ".jar");
        if (!Files.isRegularFile(file)) {
            throw new CannotStart(file + " is missing: build it first, by ./miner up or mvn package");
        }
        return new ServiceJar(file);
    }

    Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(CLASSES) && isSettings(entry.getName())) {
                    try (InputStream yaml = jar.getInputStream(entry)) {
                        collect(yaml, variables);
                    }
                } else if (entry.getName().startsWith(HOP)) {
                    try (JarInputStream hop = new JarInputStream(jar.getInputStream(entry))) {
                        collectNested(hop, variables);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new CannotStart(file + " can't be read: build it again", unreadable);
        }
        return variables;
    }

    private static void collectNested(JarInputStream jar, Set<String> into) throws IOException {
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            if (isSettings(entry.getName())) {
                collect(jar, into);
            }
        }
    }

    private static boolean isSettings(String name) {
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }

    private static void collect(InputStream yaml, Set<String> into) throws IOException {
        VARIABLE.matcher(new String(yaml.readAllBytes(), StandardCharsets.UTF_8))
                .results()
                .forEach(found -> into.add(found.group(1)));
    }
}
