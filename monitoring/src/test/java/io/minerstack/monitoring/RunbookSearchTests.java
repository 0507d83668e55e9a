package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.ROOT;
import static io.minerstack.monitoring.MonitoringFiles.RUNBOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runbooks search for in the logs of our services is what those write. */
class RunbookSearchTests {

    private static final Path LINES = Path.of("src/test/resources/log-lines.txt");
    private static final Pattern OF_COMPOSE =
            Pattern.compile("(?m)^docker compose logs --since [0-9]+[hm] (\\S+) \\| grep -iE '([^']+)'");
    private static final Pattern SEARCH = Pattern.compile("grep -iE '([^']+)'");

    /** A line that a service writes. */
    record Line(String service, Path source, String text, String line) {}

    /** A search in the log of a service. */
    record Search(String page, String service, String expression) {}

    static List<Line> lines() {
        return MonitoringFiles.text(LINES)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ", 4))
                .map(cells -> new Line(cells[0], Path.of(cells[1]), cells[2], cells[3]))
                .toList();
    }

    static Stream<Search> searches() {
        List<String> services = lines().stream().map(Line::service).distinct().toList();
        List<Search> searches = new ArrayList<>();
        for (Path page : MonitoringFiles.files(RUNBOOKS, ".md")) {
            OF_COMPOSE
                    .matcher(MonitoringFiles.text(page))
                    .results()
                    .filter(found -> services.contains(found.group(1)))
                    .forEach(found ->
                            searches.add(new Search(MonitoringFiles.baseName(page), found.group(1), found.group(2))));
        }
        return searches.stream();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void findsALineOfTheService(Search search) {
        Pattern expression = Pattern.compile(search.expression(), Pattern.CASE_INSENSITIVE);

        assertThat(lines())
                .filteredOn(line -> line.service().equals(search.service()))
                .anyMatch(line -> expression.matcher(line.line()).find());
    }

    @ParameterizedTest
    @MethodSource("searches")
    void isTheSameForEachWayToRunTheStack(Search search) {
        assertThat(SEARCH.matcher(MonitoringFiles.text(RUNBOOKS.resolve(search.page() + ".md")))
                        .results()
                        .filter(found -> found.group(1).equals(search.expression())))
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theCodeWritesTheLine(Line line) {
        assertThat(MonitoringFiles.text(ROOT.resolve(line.source()))).contains(line.text());
    }

    @Test
    void pagesSearchInLogs() {
        assertThat(searches()).hasSizeGreaterThan(10);
    }
}
