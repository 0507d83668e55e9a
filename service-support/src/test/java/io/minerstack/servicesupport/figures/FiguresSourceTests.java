package io.minerstack.servicesupport.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FiguresSourceTests {

    private final FiguresSource source = new FiguresSource("llm-proxy", LoggerFactory.getLogger(FiguresSource.class));

    @Test
    void logsOnceWhyFiguresAreLostAndOnceThatTheyAreBack(CapturedOutput output) {
        source.reached();
        source.unreached(new ConnectException("Connection refused: llm/10.0.0.1:9004"));
        source.unreached(new IOException("still refused"));
        source.reached();
        source.reached();

        assertThat(output)
                .containsOnlyOnce("llm-proxy: no figures: connection refused by llm:9004")
                .containsOnlyOnce("llm-proxy: figures are back");
        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .hasSize(1);
    }

    @Test
    void putsAServiceWithoutMetersInTheirPlace() {
        assertThat(source.unreached(new IOException("refused"))).isEqualTo(ServiceFigures.unreached("llm-proxy"));
    }
}
