package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.BOARD_SOURCES;
import static io.minerstack.monitoring.MonitoringFiles.DASHBOARDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** The boards are those of their sources. {@code ./miner docs} writes them. */
class DashboardFileTests {

    private static final boolean WRITE = "write".equals(System.getProperty("configuration.page"));
    private static final String COMMON = "common.yml";

    @Test
    void everyBoardIsThatOfItsSource() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Path source : MonitoringFiles.files(BOARD_SOURCES, ".yml")) {
            if (!source.endsWith(COMMON)) {
                expected.put(
                        MonitoringFiles.baseName(source) + ".json",
                        json(Dashboard.of(BOARD_SOURCES.resolve(COMMON), source)));
            }
        }
        if (WRITE) {
            for (Path old : MonitoringFiles.files(DASHBOARDS, ".json")) {
                Files.delete(old);
            }
            for (Map.Entry<String, String> board : expected.entrySet()) {
                Files.writeString(DASHBOARDS.resolve(board.getKey()), board.getValue());
            }
        }

        Map<String, String> written = new TreeMap<>();
        MonitoringFiles.files(DASHBOARDS, ".json")
                .forEach(file -> written.put(file.getFileName().toString(), MonitoringFiles.text(file)));
        assertThat(written)
                .as("grafana/dashboards differs from grafana/boards: run ./miner docs")
                .isEqualTo(expected);
    }

    private static String json(Map<String, @Nullable Object> board) {
        DefaultIndenter lines = new DefaultIndenter(" ", "\n");
        return JsonMapper.builder()
                        .defaultPrettyPrinter(new DefaultPrettyPrinter()
                                .withSeparators(Separators.createDefaultInstance()
                                        .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                                .withObjectIndenter(lines)
                                .withArrayIndenter(lines))
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(KeyOrder.of(board))
                + "\n";
    }
}
