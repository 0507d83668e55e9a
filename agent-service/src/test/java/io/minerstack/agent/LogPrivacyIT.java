package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LogPrivacyIT extends RunningAgentService {

    @Test
    void logsNoIdsQueriesOrAnswers(CapturedOutput output) {
        String body = """
                {"cid":"secret-cid","task":"secret-task","input":[{"user_query":"I prefer secret-query answers"}]}""";
        MODEL.answering("secret-answer {\"operations\":[]}");
        answer("complete", body);
        answer("human_feedback", body);
        MEMORY.fails(500);
        answer("complete", body);
        answer("human_feedback", body);
        MODEL.always(FakeResponse.error(500));
        post("complete", body).expectStatus().isEqualTo(502);
        client().get().uri("/conversations/secret-cid").exchange();
        MEMORY.answers(
                request -> new FakeMemoryService.Reply(200, "application/json", "not json secret-answer", Map.of()));
        post("complete", body);

        assertThat(output.getAll().lines().filter(line -> line.matches(".*memory-service: .*call failed.*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("request_id"));
        assertThat(output.getAll()).doesNotContain("secret-");
    }
}
