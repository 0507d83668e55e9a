package io.minerstack.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The objects that the chart renders for a release {@code r} in the namespace {@code ns}. */
record RenderedChart(List<Manifest> manifests) {

    static final Path FOLDER = Path.of("miner-stack");
    static final Path VALUES = Path.of("src/test/resources/values");
    /** What every installation sets. The values of a test stand in a later file, and win. */
    private static final Path TAG = Path.of("src/test/resources/tag.yaml");

    /** Renders with the chart's own values and a tag. */
    static RenderedChart byDefault() {
        return render(template());
    }

    /** Renders with a value file of the tests. */
    static RenderedChart of(String file) {
        return render(template().withValuesFile(VALUES.resolve(file)));
    }

    /** Renders with a value file of the chart. */
    static RenderedChart ofChart(String file) {
        return render(template().withValuesFile(FOLDER.resolve(file)));
    }

    /** Renders with values written as YAML. */
    static RenderedChart with(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return render(template().withValuesFile(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The value files of the tests, by name. */
    static List<String> valueFiles() {
        try (var files = Files.list(VALUES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Renders with the chart's own values as an upgrade does. */
    static RenderedChart asUpgrade() {
        return render(template(ChartCopy.OF_AN_UPGRADE));
    }

    /** Renders with a value file of the tests as an upgrade does. */
    static RenderedChart asUpgrade(String file) {
        return render(template(ChartCopy.OF_AN_UPGRADE).withValuesFile(VALUES.resolve(file)));
    }

    /** Renders with the chart's own values alone, which name no tag. */
    static RenderedChart withoutTag() {
        return render(command(ChartCopy.OF_AN_INSTALLATION));
    }

    private static TemplateCommand template() {
        return template(ChartCopy.OF_AN_INSTALLATION);
    }

    private static TemplateCommand template(Path folder) {
        return command(folder).withValuesFile(TAG);
    }

    private static TemplateCommand command(Path folder) {
        // the library knows no cluster, and would take a version that the chart refuses
        return new Helm(folder).template().withName("r").withNamespace("ns").withKubeVersion("1.34.0");
    }

    private static RenderedChart render(TemplateCommand command) {
        FakeKubernetes.start();
        List<Manifest> manifests = new ArrayList<>();
        for (Object document : new Yaml().loadAll(command.call())) {
            if (document instanceof Map<?, ?> yaml) {
                manifests.add(new Manifest(yaml));
            }
        }
        return new RenderedChart(List.copyOf(manifests));
    }

    List<Manifest> kind(String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    /** The object with this kind and the name {@code r-miner-stack-<suffix>}; a missing one fails. */
    Manifest get(String kind, String suffix) {
        String name = "r-miner-stack-" + suffix;
        return kind(kind).stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** Objects that have or are pods. */
    List<Manifest> workloads() {
        return manifests.stream().filter(manifest -> manifest.pod() != null).toList();
    }

    /** The variables of the first container of a workload that have a plain value. */
    Map<String, String> variables(String kind, String suffix) {
        return get(kind, suffix).parts("spec.template.spec.containers").getFirst().parts("env").stream()
                .filter(variable -> variable.at("value") != null)
                .collect(Collectors.toMap(variable -> variable.text("name"), variable -> variable.text("value")));
    }
}
