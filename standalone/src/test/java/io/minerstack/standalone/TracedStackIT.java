package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedServer;
import io.minerstack.testsupport.otlp.OtlpReceiver;
import io.minerstack.testsupport.otlp.ReceivedSpan;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace of one question, from the gateway to the model server, through the whole stack in one JVM. */
@Tag("whole-stack")
class TracedStackIT {

    @TempDir
    static Path data;

    private static final ScriptedServer MODEL = ScriptedServer.start();
    private static final OtlpReceiver COLLECTOR = OtlpReceiver.start();

    private static StackProcess stack;

    @BeforeAll
    static void start() throws Exception {
        MODEL.background("/v1/models", Answer.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"the-model\"}]}"));
        MODEL.answer(Answer.json(200, """
                {"id":"1","object":"chat.completion","created":1767225600,"model":"the-model","choices":[{"index":0,
                 "message":{"role":"assistant","content":"Air scatters blue light more than red light."},
                 "finish_reason":"stop"}],"usage":{"prompt_tokens":40,"completion_tokens":9,"total_tokens":49}}"""));
        stack = new StackProcess(data);
        stack.set("LLM_PROVIDER", "vllm");
        stack.set("VLLM_BASE_URL", MODEL.url() + "/v1");
        stack.set("VLLM_MODEL", "the-model");
        stack.set("LOG_FORMAT", "text");
        stack.set("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.url());
        stack.start();
    }

    @AfterAll
    static void stop() throws Exception {
        stack.end();
        MODEL.close();
        COLLECTOR.close();
    }

    @Test
    void makesOneTraceOfOneQuestionInAllServices() throws Exception {
        HttpResponse<String> answer = stack.post("/complete", """
                {"cid":"a-traced-conversation","task":"Explain","input":[{"user_query":"Why is the sky blue?"}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ReceivedSpan gateway = COLLECTOR.await(span -> is(span, "gateway", "POST /complete"));
        ReceivedSpan agent = COLLECTOR.await(in(gateway, span -> is(span, "agent-service", "POST /complete")));
        ReceivedSpan read = COLLECTOR.await(in(gateway, span -> is(span, "memory-service", "GET /context")));
        ReceivedSpan proxy = COLLECTOR.await(in(gateway, span -> is(span, "llm-proxy", "POST /v1/chat/completions")));
        ReceivedSpan model = COLLECTOR.await(in(gateway, span -> is(span, "llm-proxy", "chat the-model")));
        assertThat(gateway.parentId()).isEmpty();
        assertThat(agent.parentId()).isEqualTo(gateway.spanId());
        assertThat(List.of(read.parentId(), proxy.parentId())).containsOnly(agent.spanId());
        assertThat(model.parentId()).isEqualTo(proxy.spanId());
        assertThat(model.attributes()).containsEntry("gen_ai.usage.output_tokens", "9");
        assertThat(MODEL.requests("POST", "/v1/chat/completions"))
                .extracting(request -> traceparent(request))
                .contains("00-" + gateway.traceId() + "-" + model.spanId() + "-01");
        assertThat(COLLECTOR.spans().toString())
                .doesNotContain("sky blue", "scatters", "a-traced-conversation", StackProcess.KEY);
        assertThat(stack.log().lines())
                .anyMatch(line -> line.contains(" gateway [") && line.contains(" " + gateway.traceId() + "]"));
    }

    @Test
    void makesNoTracesOfTheServicesChecksOfEachOther() throws Exception {
        stack.get("/conversations/unknown");

        COLLECTOR.await(span -> is(span, "gateway", "GET /conversations/{cid}"));
        assertThat(COLLECTOR.spans())
                .noneMatch(
                        span -> span.name().contains("/health") || span.name().contains("/status"));
    }

    private static String traceparent(ReceivedRequest request) {
        return String.valueOf(request.header("traceparent"));
    }

    private static Predicate<ReceivedSpan> in(ReceivedSpan trace, Predicate<ReceivedSpan> wanted) {
        return span -> span.traceId().equals(trace.traceId()) && wanted.test(span);
    }

    private static boolean is(ReceivedSpan span, String service, String name) {
        return span.service().equals(service) && span.name().equals(name);
    }
}
