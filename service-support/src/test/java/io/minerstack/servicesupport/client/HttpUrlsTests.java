package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlsTests {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8002,true,true,true",
        "https://example.org/,true,true,true",
        "https://example.org/v1,true,true,false",
        "https://example.org?q=1,true,false,false",
        "https://user:word@example.org,true,false,false",
        "https://example.org#part,true,false,false",
        "http:///path,false,false,false",
        "ftp://example.org,false,false,false",
        "javascript:alert(1),false,false,false",
        "example.org,false,false,false"
    })
    void tellsHttpUrlsBasesAndOriginsApart(URI url, boolean http, boolean base, boolean origin) {
        assertThat(HttpUrls.isHttp(url)).isEqualTo(http);
        assertThat(HttpUrls.isBase(url)).isEqualTo(base);
        assertThat(HttpUrls.isOrigin(url)).isEqualTo(origin);
    }

    @Test
    void parsesAnHttpUrl() {
        assertThat(HttpUrls.parse("https://example.org/a?b=c")).isEqualTo(URI.create("https://example.org/a?b=c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://exa mple.org", "file:///etc/passwd", "http://", "text"})
    void parsesNothingElse(String text) {
        assertThat(HttpUrls.parse(text)).isNull();
    }
}
