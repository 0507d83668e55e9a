package io.minerstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An invalid variable stops the start with one line that names the variable. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @ParameterizedTest
    @CsvSource({
        "API_KEY, '', openssl rand -hex 32",
        "API_KEY, your_secure_api_key_here, openssl rand -hex 32",
        "RATE_LIMIT_HUMAN_FEEDBACK, plenty, such as 20/m",
        "RATE_LIMIT_ALL, maybe, maybe",
        "TRUSTED_PROXIES, 'proxy.example', such as 10.0.0.0/8",
        "AGENT_SERVICE_URL, not a url, not a url",
        "AGENT_SERVICE_URL, http://127.0.0.1:8002/path, such as http://127.0.0.1:8002",
        "MAX_REQUEST_SIZE, huge, 'huge (expected: a size, such as 10MB'",
        "MAX_REQUEST_SIZE, 12, at least 1KB",
        "MAX_BODY_BYTES_IN_FLIGHT, 9MB, at least MAX_REQUEST_SIZE",
        "MAX_CONCURRENT_REQUESTS, 0, 0 (must be greater than or equal to 1)",
        "MAX_CONCURRENT_REQUESTS, many, many (expected: a whole number)",
        "MAX_CONCURRENT_REQUESTS, 99999999999, 99999999999 (expected: a whole number)",
        "MAX_CONNECTIONS, 0, greater than or equal to 1",
        "VALKEY_URL, http://:geheim@valkey:6379, 'such as valkey://valkey:6379'",
        "VALKEY_URL, redis://, 'such as valkey://valkey:6379'",
        "MAX_CONNECTIONS_PER_ADDRESS, 0, greater than or equal to 1",
        "BLOCK_AFTER_WRONG_KEYS, -1, greater than or equal to 0",
        "BLOCK_TIME, 2h, must be shorter than or equal to 1 hour",
        "VALKEY_TIMEOUT, 1m, must be shorter than or equal to 10 seconds",
        "AGENT_SERVICE_URL, http://agent_service:8002, underscore",
        "AGENT_SERVICE_URL, agent-service:8002, http://",
        "IDLE_TIMEOUT, soon, 'is not a time (expected: seconds, such as 5'",
        "IDLE_TIMEOUT, -1, -1 (must be longer than or equal to 1 milli)",
        "HEAD_TIMEOUT, 0, 0 (must be longer than or equal to 1 milli)",
        "AGENT_SERVICE_CONNECT_TIMEOUT, -5s, -5s (must be longer than or equal to 1 milli)",
        "HEALTH_INTERVAL, 0, 0 (must be longer than or equal to 1 milli)",
        "REQUEST_TIMEOUT, 0, 0 (must be longer than or equal to 1 second)",
        "PORT, abc, abc (expected: a port from 1 to 65535)",
        "LOG_LEVEL, LOUD, 'expected: DEBUG, INFO, WARNING'",
        "DEADLINE_MARGIN, 60s, REQUEST_TIMEOUT"
    })
    void namesTheInvalidVariable(String variable, String value, String rule, CapturedOutput output) {
        SpringApplication application = new SpringApplication(GatewayApplication.class);

        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("API_KEY", TestObjects.KEY);
        // any free port, unless the variable of the port is what the test is about
        arguments.put(variable.equals("PORT") ? "PORT" : "server.port", "0");
        arguments.put("management.server.port", "0");
        arguments.put(variable, value);
        Throwable failure = catchThrowable(() -> application
                .run(arguments.entrySet().stream()
                        .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                        .toArray(String[]::new))
                .close());

        assertThat(failure).isNotNull();
        assertThat(output.getAll()).containsPattern("cannot start: " + variable + ": [^\\n]*" + Pattern.quote(rule));
    }
}
