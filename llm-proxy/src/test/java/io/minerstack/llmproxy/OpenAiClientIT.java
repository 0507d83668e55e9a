package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import io.minerstack.bench.fake.FakeResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own client library as the caller. */
class OpenAiClientIT extends SingleProviderSetup {

    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("default")
            .addUserMessage("Count to ten.")
            .streamOptions(
                    ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    @SuppressWarnings("NullAway.Init")
    private OpenAIClient openAi;

    @BeforeEach
    void connect() {
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + port + "/v1")
                .apiKey("unused")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @AfterEach
    void disconnect() {
        openAi.close();
    }

    @Test
    void readsAWholeAnswer() {
        ChatCompletion answer = openAi.chat().completions().create(QUESTION);

        answer.validate();
        assertThat(answer.choices().getFirst().message().content()).contains(TestRequests.ANSWER);
        assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo("stop");
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(10);
    }

    @Test
    void readsAStream() {
        StringBuilder text = new StringBuilder();
        long tokens = 0;
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(QUESTION)) {
            for (ChatCompletionChunk chunk : stream.stream().toList()) {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
                tokens += chunk.usage().map(usage -> usage.completionTokens()).orElse(0L);
            }
        }

        assertThat(text).hasToString(TestRequests.ANSWER);
        assertThat(tokens).isEqualTo(10);
    }

    @Test
    void noticesAnInterruptedStream() {
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(10)).cutAfter(3));

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> stream =
                            openAi.chat().completions().createStreaming(QUESTION)) {
                        List<ChatCompletionChunk> all = stream.stream().toList();
                        assertThat(all).isEmpty();
                    }
                })
                .isInstanceOf(OpenAIException.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void readsErrors() {
        MODEL.next(FakeResponse.error(400, "content_policy_violation"));
        assertThatThrownBy(() -> openAi.chat().completions().create(QUESTION))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> assertThat(refused.code())
                        .contains("content_policy_violation"));

        MODEL.always(FakeResponse.error(503));
        assertThatThrownBy(() -> openAi.chat().completions().create(QUESTION))
                .isInstanceOfSatisfying(InternalServerException.class, busy -> assertThat(busy.statusCode())
                        .isEqualTo(503));
    }

    @Test
    void listsModels() {
        assertThat(openAi.models().list().data()).anyMatch(model -> model.id().equals("only-model"));
    }
}
