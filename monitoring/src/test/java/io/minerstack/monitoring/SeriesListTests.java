package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.ROOT;
import static io.minerstack.monitoring.MonitoringFiles.SERIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of series of other programs are those of the versions that docker-compose.yml names. */
class SeriesListTests {

    private static final String IMAGE = "# image: ";
    /** Series of Kubernetes, which no image of compose has. */
    private static final String KUBELET = "kubelet.txt";

    static Stream<Path> lists() {
        return MonitoringFiles.files(SERIES, ".txt").stream().filter(file -> !file.endsWith(KUBELET));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void isThatOfThePinnedVersion(Path file) {
        String compose = MonitoringFiles.text(ROOT.resolve("docker-compose.yml"));
        List<String> images = MonitoringFiles.text(file)
                .lines()
                .filter(line -> line.startsWith(IMAGE))
                .map(line -> line.substring(IMAGE.length()))
                .toList();

        assertThat(images).isNotEmpty().allSatisfy(image -> assertThat(compose).contains(image));
    }

    @Test
    void theListOfMetricsNamesEachOnce() {
        List<String> names = MonitoringFiles.text(Path.of("metrics.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| metric "))
                .map(line -> line.split(" \\| ", -1)[0].replaceAll("[|` ]", ""))
                .flatMap(cell -> Stream.of(cell.split(",", -1)))
                .toList();

        assertThat(names).contains("miner_stage_seconds", "process_cpu_usage").doesNotHaveDuplicates();
    }

    @Test
    void refusesASeriesALabelAndAGroupThatNoListHas() {
        SeriesCatalog catalog = SeriesCatalog.read();

        assertThat(catalog.unknown("vllm:gpu_cache_usage_perc{job=\"vllm\"}")).hasSize(1);
        assertThat(catalog.unknown("vllm:kv_cache_usage_perc{job=\"vllm\",model=\"a\"}"))
                .hasSize(1);
        assertThat(catalog.unknown("sum by (modelname) (vllm:kv_cache_usage_perc{job=\"vllm\"})"))
                .hasSize(1);
        assertThat(catalog.unknown("sum by (model_name, le) (rate(vllm:time_to_first_token_seconds_bucket[5m]))"))
                .isEmpty();
    }
}
