package io.minerstack.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** Where the files of monitoring are, seen from this module's folder. */
final class MonitoringFiles {

    static final Path ROOT = Path.of("..");
    static final Path BOARD_SOURCES = Path.of("grafana/boards");
    static final Path DASHBOARDS = Path.of("grafana/dashboards");
    static final Path RULES = Path.of("prometheus/rules");
    static final Path RULE_TESTS = Path.of("prometheus/tests");
    static final Path SERIES = Path.of("series");
    static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

    private MonitoringFiles() {}

    /** The files of a folder whose names end so, sorted by name. */
    static List<Path> files(Path folder, String ending) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Name of a file without its ending. */
    static String baseName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    static YamlNode yaml(Path file) {
        return YamlNode.of(new Yaml().load(text(file)));
    }
}
