package io.minerstack.standalone.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The variables of one service: the placeholders of its YAML file, explained by the Javadoc of its properties records.
 * Spring's configuration processor writes that Javadoc into the module's metadata at compile time.
 */
final class ServiceSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):?");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Za-z][A-Za-z0-9_]*:?");
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|value|link) #?([^}]*)}");

    private final Map<String, String> libraryTexts;
    private final Map<String, String> descriptions = new TreeMap<>();

    /**
     * Takes the texts that no record holds.
     *
     * @param libraryTexts texts of variables that set a library's property, by variable
     */
    ServiceSettings(Map<String, String> libraryTexts) {
        this.libraryTexts = libraryTexts;
    }

    /** Reads one module: {@code classes} is its compiled output, {@code yaml} its file of defaults. */
    List<Setting> read(Path classes, Path yaml) throws IOException {
        describe(classes.resolve("META-INF/spring-configuration-metadata.json"));
        List<Setting> settings = new ArrayList<>();
        try (InputStream in = Files.newInputStream(yaml)) {
            collect("", new Yaml().load(in), settings);
        }
        return settings;
    }

    private void describe(Path metadata) throws IOException {
        if (!Files.exists(metadata)) {
            throw new IOException(metadata + " is missing: compile the module first");
        }
        for (JsonNode property :
                JsonMapper.shared().readTree(Files.readString(metadata, UTF_8)).path("properties")) {
            descriptions.put(
                    property.path("name").asString(),
                    property.path("description").asString(""));
        }
    }

    private void collect(String path, @Nullable Object node, List<Setting> settings) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> collect(path.isEmpty() ? key.toString() : path + "." + key, value, settings));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(path, value, settings));
        } else if (node instanceof String text) {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            while (placeholder.find()) {
                String name = placeholder.group(1);
                // a variable with two uses in one service, such as an address of two ports, is one row
                if (settings.stream().noneMatch(setting -> setting.name().equals(name))) {
                    settings.add(new Setting(name, defaultOf(text), path, text(name, path)));
                }
            }
        }
    }

    /** The innermost default: {@code ${A:${B:2}}} is 2 for both. */
    private static String defaultOf(String text) {
        int start = text.indexOf("${");
        Matcher last = DEFAULT.matcher(text);
        while (last.find()) {
            start = last.end();
        }
        int end = text.indexOf('}', start);
        return text.substring(start, end);
    }

    private String text(String variable, String property) {
        String description = descriptions.getOrDefault(property, "");
        // values of a map are described by the map
        if (description.isEmpty() && property.contains(".")) {
            description = descriptions.getOrDefault(property.substring(0, property.lastIndexOf('.')), "");
        }
        if (description.isEmpty()) {
            description = libraryTexts.getOrDefault(variable, "");
        }
        return CODE.matcher(description).replaceAll(match -> "`" + Matcher.quoteReplacement(match.group(1)) + "`");
    }
}
