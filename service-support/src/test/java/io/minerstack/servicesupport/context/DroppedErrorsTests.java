package io.minerstack.servicesupport.context;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

class DroppedErrorsTests {

    private static final RequestContext REQUEST =
            new RequestContext(new RequestId("id-1"), new Tenant("alice"), new Deadline(Instant.EPOCH), null);

    private final Logger logger = (Logger) LoggerFactory.getLogger(DroppedErrors.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        DroppedErrors.logAll();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        Hooks.resetOnErrorDropped();
    }

    @Test
    void logsTheRequestOfADroppedErrorAndNotItsMessage() {
        Operators.onErrorDropped(
                new ConnectException("http://host/conversations/secret"),
                DroppedErrors.logWithRequest(Context.empty(), REQUEST, logger));

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .isEqualTo("error dropped after the end of its request: connection refused");
            assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "id-1");
        });
    }

    @Test
    void logsADroppedErrorWithoutARequest() {
        Operators.onErrorDropped(new ConnectException("http://host/conversations/secret"), Context.empty());

        assertThat(lines.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .doesNotContain("secret"));
    }
}
