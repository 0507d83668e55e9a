package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValkeyFailureTests {

    @ParameterizedTest
    @MethodSource("failuresAndTheirWords")
    void saysInPlainWordsWhyValkeyDoesNotCount(Throwable failure, String words) {
        assertThat(ValkeyFailure.inWords(failure)).isEqualTo(words);
    }

    static Stream<Arguments> failuresAndTheirWords() {
        return Stream.of(
                Arguments.of(
                        new RedisConnectionException(
                                "Unable to connect", new ConnectException("Connection refused: valkey/10.0.0.1:6379")),
                        "connection refused by valkey:6379"),
                Arguments.of(new RedisException("Currently not connected."), "the connection was closed"),
                Arguments.of(new RedisCommandTimeoutException("Command timed out"), "no answer in time"),
                Arguments.of(
                        new RedisCommandExecutionException("WRONGPASS invalid username-password pair"),
                        "wrong user or password (WRONGPASS)"),
                Arguments.of(
                        new RedisCommandExecutionException("ERR unknown command, with args: secret"),
                        "answers with an error (ERR)"));
    }
}
