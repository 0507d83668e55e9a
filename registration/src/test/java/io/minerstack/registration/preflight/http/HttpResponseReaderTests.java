package io.minerstack.registration.preflight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseReaderTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 7|||reason!and more",
                "transfer-encoding: Chunked|||3;x=y|rea|4|son!|0|||",
                "X: y|||reason!",
                "Content-Length: ?|||reason!",
            })
    void readsABodyWithALengthInChunksOrUntilTheEnd(String response) throws IOException {
        assertThat(read("HTTP/1.1 100 Continue|||HTTP/1.1 413 Too Large|" + response))
                .isEqualTo("413 reason!");
    }

    @Test
    void readsAtMost64KiBOfABodyAnd200Headers() throws IOException {
        String longText = "x".repeat(70_000);
        assertThat(read("HTTP/1.1 400 |Content-Length: 70000|||" + longText)).hasSize(4 + 65_536);
        assertThat(read("HTTP/1.1 400 |Transfer-Encoding: chunked|||11170|" + longText + "|0|||"))
                .hasSize(4 + 65_536);
        assertThatThrownBy(() -> read("HTTP/1.1 400 |" + "X: y|".repeat(300))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 413 |Content-Length: 8|||reason!",
                "HTTP/1.1 413 |Transfer-Encoding: chunked|||9|reason!",
                "HTTP/1.1 413 |Content-Len",
                "",
            })
    void failsForAResponseThatIsCutOff(String response) {
        assertThatThrownBy(() -> read(response)).isInstanceOf(EOFException.class);
    }

    private static String read(String response) throws IOException {
        byte[] bytes = response.replace("|||", "\r\n\r\n").replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
        HttpResponseReader reader = new HttpResponseReader(new ByteArrayInputStream(bytes));
        return reader.status() + " " + reader.body(reader.headers());
    }
}
