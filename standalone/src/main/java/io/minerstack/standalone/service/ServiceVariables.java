package io.minerstack.standalone.service;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of one service: the variables that its own YAML files and those of service-support name, and no
 * others. So a key reaches only the service that needs it.
 */
public final class ServiceVariables {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_]*)");

    private ServiceVariables() {}

    /** The values for this service: from {@code environment}, and the service's fixed ones, which win. */
    static Map<String, String> of(ServiceSpec service, Map<String, String> environment) {
        Set<String> read = named(service.application());
        Map<String, String> values = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (read.contains(name)) {
                values.put(name, value);
            }
        });
        service.fixed().forEach((name, value) -> {
            if (read.contains(name)) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** The URL of the service's own settings. Every service has a file of this name on the common class path. */
    static String settings(Class<?> application) {
        String classes =
                application.getProtectionDomain().getCodeSource().getLocation().toString();
        return (classes.endsWith(".jar") ? "jar:" + classes + "!/" : classes) + "application.yml";
    }

    private static Set<String> named(Class<?> application) {
        Set<String> names = shared();
        try {
            collect(URI.create(settings(application)).toURL(), names);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the settings of " + application.getSimpleName(), unreadable);
        }
    }

    /** The variables that every service reads. */
    public static Set<String> shared() {
        Set<String> names = new HashSet<>();
        try {
            for (String shared : new String[] {"service-defaults.yml", "renamed-variables.yml"}) {
                URL file = InvalidConfigurationException.class.getResource("/" + shared);
                if (file == null) {
                    throw new IllegalStateException(shared + " is missing in service-support");
                }
                collect(file, names);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the settings of service-support", unreadable);
        }
        return names;
    }

    /** Adds the variables that a YAML file names. */
    public static void collect(URL yaml, Set<String> into) throws IOException {
        try (InputStream content = yaml.openStream()) {
            VARIABLE.matcher(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(found -> into.add(found.group(1)));
        }
    }
}
