package io.minerstack.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Copies of the chart for rendering. Helm's library leaves hooks out and knows no upgrade, so they hide both. */
final class ChartCopy {

    /** The annotation of hooks in a copy. */
    static final String HOOK = "helm.test/hook";

    static final Path OF_AN_INSTALLATION = copy("installation", "false");
    static final Path OF_AN_UPGRADE = copy("upgrade", "true");

    private ChartCopy() {}

    private static Path copy(String name, String upgrade) {
        Path target = Path.of("target", "chart-" + name);
        try {
            FileSystemUtils.deleteRecursively(target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try (var found = Files.walk(RenderedChart.FOLDER)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                Path copy = target.resolve(RenderedChart.FOLDER.relativize(file));
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file);
                Files.writeString(
                        copy,
                        file.startsWith(RenderedChart.FOLDER.resolve("templates"))
                                ? text.replace("helm.sh/hook", HOOK).replace(".Release.IsUpgrade", upgrade)
                                : text);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return target;
    }
}
