package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A wrong setting ends the start with one line that names the environment variable and repeats its value, unlike in
 * linkerd/linkerd2#23 and scub-france/docling-Studio#65.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LLM_PROVIDER=vlm | LLM_PROVIDER: vlm (expected: local, vllm, openai)",
                "LLM_PROVIDER=vllm,vllm | LLM_PROVIDER: vllm,vllm (expected: each provider once)",
                "LLM_PROVIDER=openai | OPENAI_API_KEY: required",
                "LLM_PROVIDER=openai OPENAI_API_KEY=sk-your-actual-openai-api-key-here"
                        + " | OPENAI_API_KEY: still the placeholder",
                "VLLM_BASE_URL=http://vllm_server:8000/v1 | VLLM_BASE_URL: the URL has an underscore in its host name",
                "LLM_CA_FILE=missing.pem | LLM_CA_FILE: missing.pem does not exist",
                "LLM_CA_FILE=/ | LLM_CA_FILE: / holds no certificate",
                "LLM_CA_FILE=pom.xml | LLM_CA_FILE: pom.xml holds no certificate (expected: PEM)",
                "HTTPS_PROXY=socks5://host:1080 | HTTPS_PROXY: not the URL of an HTTP proxy",
                "HTTPS_PROXY=nonsense | HTTPS_PROXY: not the URL of an HTTP proxy",
                "VLLM_BASE_URL=localhost:8000 | VLLM_BASE_URL: the URL must start with http:// or https://",
                "OPENAI_BASE_URL=https:// | OPENAI_BASE_URL: the URL can't be read",
                "OPENAI_MAX_TOKENS_FIELD=tokens | OPENAI_MAX_TOKENS_FIELD: tokens"
                        + " (expected: auto, max_tokens, max_completion_tokens)",
                "MAX_TOKENS=0 | MAX_TOKENS: 0 (must be greater than or equal to 1)",
                "MAX_TOKENS=many | MAX_TOKENS: many (expected: a whole number)",
                "TEMPERATURE=3 | TEMPERATURE: 3 (must be less than or equal to 2.0)",
                "TEMPERATURE=warm | TEMPERATURE: warm (expected: a number, such as 0.7)",
                "VLLM_MAX_CONCURRENT=0 | VLLM_MAX_CONCURRENT: 0 (must be greater",
                "VLLM_FIRST_TOKEN_TIMEOUT=0 | VLLM_FIRST_TOKEN_TIMEOUT: ",
                "LLM_BREAKER_FAILURES=9 | LLM_BREAKER_FAILURES: 9 (must be less",
                "BIND_ADDRESS=0.0.0.0 | STACK_SECRET: missing, and without it this service may listen on loopback only",
                "STACK_SECRET=short | STACK_SECRET: expected: 32 to 256 visible ASCII characters",
                "LLM_MAX_REPLY_SIZE=big | LLM_MAX_REPLY_SIZE: big (expected: a size, such as 10MB or plain bytes)"
            })
    void namesTheVariable(String setting, String line, CapturedOutput output) {
        String[] arguments = Stream.concat(
                        Arrays.stream(setting.split(" ", -1)),
                        Stream.of("server.port=0", "management.server.port=0", "LOG_FORMAT=text"))
                .map(property -> "--" + property)
                .toArray(String[]::new);

        assertThatThrownBy(() -> new SpringApplicationBuilder(LlmProxyApplication.class)
                        .run(arguments)
                        .close())
                .as(Arrays.toString(arguments))
                .isNotNull();

        assertThat(output.getAll()).contains(line).doesNotContain("\tat io.minerstack");
    }
}
