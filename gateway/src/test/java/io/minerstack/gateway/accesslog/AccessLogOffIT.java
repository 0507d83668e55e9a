package io.minerstack.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.gateway.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccessLogOffIT extends SmallGateway {

    @Test
    void logsNoRequestWhereTheAccessLogIsOff(CapturedOutput output) {
        post(TestObjects.QUESTION).expectStatus().isOk();
        get("/capabilities").expectStatus().isOk();

        assertThat(output.getAll()).doesNotContain("request answered");
    }
}
