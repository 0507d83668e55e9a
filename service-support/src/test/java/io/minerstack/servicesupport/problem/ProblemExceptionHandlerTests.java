package io.minerstack.servicesupport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class ProblemExceptionHandlerTests {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    private final ProblemExceptionHandler handler = new ProblemExceptionHandler(
            List.of(new WebFluxProblemMapping(LOG)), new ProblemJsonFormat(), JsonMapper.shared(), LOG);

    @ParameterizedTest
    @MethodSource("disconnects")
    void doesNotReportACallerThatGoesAwayInTheMiddleOfItsBody(Exception disconnect, CapturedOutput output) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/echo"));

        StepVerifier.create(handler.handle(exchange, disconnect))
                .expectComplete()
                .verify(Duration.ofSeconds(5));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(output.getAll()).doesNotContain("unexpected failure");
    }

    @Test
    void logsTheIdOfTheResponseWhereTheRequestHasNoContext() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/echo"));
        List<String> logged = new ArrayList<>();
        ProblemMapping mapping = failure -> {
            logged.add(MDC.get("request_id"));
            return new ProblemException(ProblemType.NOT_FOUND, "Nothing.");
        };

        new ProblemExceptionHandler(List.of(mapping), new ProblemJsonFormat(), JsonMapper.shared(), LOG)
                .handle(exchange, new IllegalStateException())
                .block(Duration.ofSeconds(5));

        assertThat(logged).containsExactly(exchange.getResponse().getHeaders().getFirst("X-Request-Id"));
    }

    /** Spring's own line about it has no request id and is switched off. */
    @Test
    void logsAProblemThatCanNotBeWritten(CapturedOutput output) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/echo"));
        exchange.getResponse().setWriteHandler(body -> Mono.error(new IllegalStateException("gone")));

        StepVerifier.create(handler.handle(exchange, new IllegalStateException("broken")))
                .expectErrorMessage("gone")
                .verify(Duration.ofSeconds(5));

        assertThat(output.getAll()).contains("a problem can't be written: java.lang.IllegalStateException: gone");
    }

    static List<Exception> disconnects() {
        return List.of(
                new AbortedException("Connection has been closed BEFORE response"),
                new IOException("Connection reset by peer"));
    }
}
