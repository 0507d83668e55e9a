package io.minerstack.standalone.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The page {@code docs/configuration.md}: every variable of the stack, grouped by who reads it. */
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration

            Every variable of Miner Stack. `./miner up` reads `.env` and the environment, which wins; `docker compose`
            reads `.env`. `.env.example` holds the variables that people usually set. A plain number of a time means
            seconds unless the text says otherwise; `500ms`, `2s`, `10m` and `1h` work too. Where a variable is `on` or
            `off`, `true`, `yes` and `1` are `on`, and `false`, `no` and `0` are `off`; a limit has no word but `off`.
            An empty value means the default. A missing or impossible value stops its service at start with one line
            that names the variable. This page is generated: change the Javadoc of the properties record, or
            `configuration.yml`, and run `./miner docs`.
            """;

    private static final List<String> SERVICES =
            List.of("gateway", "agent-service", "memory-service", "llm-proxy", "local-llm");

    private final Map<String, List<Setting>> groups = new LinkedHashMap<>();
    private final Map<String, String> formerNames = new TreeMap<>();

    /**
     * Collects the settings.
     *
     * @param root the checkout, whose modules are compiled
     */
    ConfigurationPage(Path root) throws IOException {
        Map<String, Map<String, Object>> texts = load(root.resolve("docs/configuration.yml"));
        Map<String, String> library = texts.getOrDefault("library", Map.of()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
        DeploymentDefaults defaults = new DeploymentDefaults(root);
        groups.put(
                "Every service",
                new ServiceSettings(library)
                        .read(
                                root.resolve("service-support/target/classes"),
                                root.resolve("service-support/src/main/resources/service-defaults.yml")));
        for (String service : SERVICES) {
            groups.put(
                    service,
                    new ServiceSettings(library)
                            .read(
                                    root.resolve(service + "/target/classes"),
                                    root.resolve(service + "/src/main/resources/application.yml")));
        }
        groups.replaceAll(
                (group, settings) -> settings.stream().map(defaults::describe).toList());
        try (InputStream in =
                Files.newInputStream(root.resolve("service-support/src/main/resources/renamed-variables.yml"))) {
            Map<String, String> renamed = new Yaml().load(in);
            renamed.forEach((name, former) -> formerNames.put(former.substring(2, former.length() - 1), name));
        }
        texts.getOrDefault("scripts", Map.of()).forEach((group, variables) -> groups.put(group, scripts(variables)));
    }

    private static List<Setting> scripts(Object variables) {
        return ((Map<?, ?>) variables)
                .entrySet().stream()
                        .map(entry -> {
                            Map<?, ?> value = (Map<?, ?>) entry.getValue();
                            return new Setting(
                                    entry.getKey().toString(),
                                    String.valueOf(value.get("default")),
                                    "",
                                    String.valueOf(value.get("text")));
                        })
                        .toList();
    }

    private static Map<String, Map<String, Object>> load(Path yaml) throws IOException {
        try (InputStream in = Files.newInputStream(yaml)) {
            return new Yaml().load(in);
        }
    }

    /** Every setting, in the order of the page. */
    List<Setting> settings() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** The present name of each variable that is still read under a former name, by the former name. */
    Map<String, String> formerNames() {
        return Map.copyOf(formerNames);
    }

    /** The page as Markdown. */
    String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        groups.forEach((group, settings) -> {
            page.append("\n## ").append(group).append("\n\n");
            page.append("| variable | default | property | what it sets |\n|---|---|---|---|\n");
            settings.forEach(setting -> page.append(row(setting)));
        });
        page.append("\n## Former names\n\nThese are still read, with one warning at start.\n\n");
        page.append("| former name | name |\n|---|---|\n");
        formerNames.forEach((former, name) -> page.append("| `%s` | `%s` |%n".formatted(former, name)));
        return page.toString();
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        setting.name(),
                        code(setting.defaultValue()),
                        code(setting.property()),
                        sentence(setting.text().replaceAll("\\s+", " ").replace("|", "\\|")));
    }

    private static String code(String text) {
        return text.isEmpty() || text.contains("`") || text.contains(" ") ? text : "`" + text + "`";
    }

    /** Javadoc of a parameter starts in lower case and has no full stop. */
    private static String sentence(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String start = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return start.endsWith(".") || start.endsWith("!") ? start : start + ".";
    }
}
