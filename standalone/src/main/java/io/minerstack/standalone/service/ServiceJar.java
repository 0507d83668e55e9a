package io.minerstack.standalone.service;

import io.minerstack.standalone.settings.StartupException;
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
 * A service's jar. The YAML files in it name the variables that the service reads. The service gets these variables
 * and no others, so that a key reaches only the process that needs it.
 */
record ServiceJar(Path file) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String SERVICE_SUPPORT = "BOOT-INF/lib/service-support-";

    static ServiceJar in(Path home, String folder) {
        Path file = home.resolve(folder).resolve("target").resolve(folder + ".jar");
        if (!Files.isRegularFile(file)) {
            throw new StartupException(file + " is missing. Build it first with ./miner up or mvn package");
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
                } else if (entry.getName().startsWith(SERVICE_SUPPORT)) {
                    try (JarInputStream nested = new JarInputStream(jar.getInputStream(entry))) {
                        collectNested(nested, variables);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new StartupException(file + " can't be read. Build it again", unreadable);
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
