package io.minerstack.servicesupport.exception;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

class CauseWordsTests {

    private static final String CONFIGURATION = "Cannot connect to Configuration{host='db', password='***'}";

    @ParameterizedTest
    @MethodSource("failuresAndTheirWords")
    void saysWhatHappenedInPlainWords(Throwable failure, String words) {
        assertThat(Causes.inWords(failure)).isEqualTo(words);
    }

    static Stream<Arguments> failuresAndTheirWords() {
        return Stream.of(
                Arguments.of(refused("Connection refused: db/127.0.0.1:5432"), "connection refused by db:5432"),
                Arguments.of(
                        refused("Connection refused: getsockopt: /10.0.0.1:80"), "connection refused by 10.0.0.1:80"),
                Arguments.of(refused("Connection refused"), "connection refused"),
                Arguments.of(
                        new ConnectTimeoutException("connection timed out after 500 ms: db/10.0.0.1:5432"),
                        "no connection to db:5432 within 500 ms"),
                Arguments.of(new UnknownHostException("db: Name or service not known"), "unknown host db"),
                Arguments.of(new UnknownHostException("Failed to resolve 'db' [A(1)]"), "unknown host db"),
                Arguments.of(new IOException(new SocketException("Connection reset")), "the connection was closed"),
                Arguments.of(new ClosedChannelException(), "the connection was closed"),
                Arguments.of(new SSLHandshakeException("no"), "TLS failed"),
                Arguments.of(
                        new TimeoutException("Did not observe any item or terminal signal within 2000ms in 'x'"),
                        "no answer within 2000 ms"),
                Arguments.of(new TimeoutException(), "no answer in time"),
                Arguments.of(
                        WebClientResponseException.create(503, "no", HttpHeaders.EMPTY, new byte[0], null),
                        "answered 503"),
                Arguments.of(new DecodingException("secret"), "the answer is not the expected JSON"));
    }

    private static Throwable refused(String message) {
        return new WebClientRequestException(
                new ConnectException(message), HttpMethod.GET, URI.create("http://db/secret"), HttpHeaders.EMPTY);
    }

    private static final class KnownException extends RuntimeException implements FailureInWords {

        private static final long serialVersionUID = 1L;

        @Override
        public String words() {
            return "no provider is available";
        }
    }

    @Test
    void asksAFailureOfOurOwnForItsWords() {
        assertThat(Causes.inWords(new IllegalStateException(new KnownException())))
                .isEqualTo("no provider is available");
    }

    @Test
    void quotesADatabaseWithItsSqlStateAndWithoutNamesOfClasses() {
        assertThat(Causes.inWords(new IllegalStateException(
                        new R2dbcBadGrammarException("schema \"usage\" does not exist", "3F000"))))
                .isEqualTo("schema \"usage\" does not exist (3F000)");
        assertThat(Causes.inWords(new R2dbcNonTransientResourceException("password of miner", "28P01")))
                .isEqualTo("wrong password (28P01)");
        assertThat(Causes.inWords(new R2dbcTimeoutException("Connection acquisition timed out")))
                .isEqualTo("no free connection in time");
    }

    @Test
    void neverQuotesTheConfigurationOfADriver() {
        assertThat(Causes.inWords(new R2dbcNonTransientResourceException(
                        CONFIGURATION, "08001", new ConnectException("Connection refused: db/127.0.0.1:5432"))))
                .isEqualTo("connection refused by db:5432");
        assertThat(Causes.inWords(new R2dbcNonTransientResourceException(CONFIGURATION, "08003")))
                .isEqualTo("the connection was closed or not made (08003)");
        assertThat(Causes.inWords(new R2dbcNonTransientResourceException(CONFIGURATION)))
                .isEqualTo("R2dbcNonTransientResourceException");
    }
}
