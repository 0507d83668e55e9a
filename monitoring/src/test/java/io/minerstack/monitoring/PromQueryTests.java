package io.minerstack.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.monitoring.PromQuery.Selector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQueryTests {

    @Test
    void findsSelectorsWithTheirMatchersRangesAndFunctions() {
        PromQuery query = PromQuery.of("""
                sum by (job, le) (rate(a_bucket{job="x",uri=~"/(a|b)}"}[$__rate_interval]))
                  / on (job) group_left (peer) (max(vllm:b_total offset 5m) > bool 0) or vector(0)
                """);

        assertThat(query.selectors())
                .containsExactly(
                        new Selector(
                                "a_bucket",
                                Map.of("job", "=\"x\"", "uri", "=~\"/(a|b)}\""),
                                "$__rate_interval",
                                "rate"),
                        new Selector("vllm:b_total", Map.of(), "", "max"));
        assertThat(query.grouping()).containsExactlyInAnyOrder("job", "le", "peer");
    }

    @Test
    void readsTheLabelsThatAQueryMakes() {
        assertThat(PromQuery.of("label_replace(vector(0), \"from\", \"none\", \"\", \"\")")
                        .texts())
                .contains("from", "none");
    }
}
