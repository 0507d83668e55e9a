package io.minerstack.servicesupport.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartFailureReporterTests {

    @Test
    void logsInOneLineWhyAServiceCannotStart(CapturedOutput output) {
        new StartFailureReporter()
                .report(new FailureAnalysis("KEEP_DAYS: must be\n  less than 30", "Fix it.", new Throwable()));

        assertThat(output.getAll().lines().filter(line -> line.contains("KEEP_DAYS")))
                .singleElement()
                .asString()
                .contains("cannot start: KEEP_DAYS: must be less than 30 Fix it.");
    }
}
