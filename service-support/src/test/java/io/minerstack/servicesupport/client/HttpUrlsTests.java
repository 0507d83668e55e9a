package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlsTests {

    private static final String EXAMPLE = "http://127.0.0.1:8004";

    /** Names of containers often have underscores (micronaut-projects/micronaut-core#1806, docker/compose#229). */
    @ParameterizedTest
    @CsvSource({
        "http://vllm_server:8000/v1, underscore",
        "http://user:key@my_host/v1, underscore",
        "http://-host:8000, no readable host name",
        "http://host:port, no readable host name",
        "http:///v1, no readable host name",
        "vllm:8000, must start with http",
        "HTTP://host, must start with http",
        "http://user:key@host, password",
        "http://host/v1?key=k, query",
        "http://host/v1#top, fragment"
    })
    void saysWhyAUrlIsNoBase(URI url, String reason) {
        assertThat(HttpUrls.isBase(url)).isFalse();
        assertThat(HttpUrls.flawOfBase(url)).contains(reason);
        assertThat(HttpUrls.flawOfOrigin(url)).contains(reason);
    }

    @Test
    void findsNoFlawInWhatItAccepts() {
        assertThat(HttpUrls.flawOfBase(URI.create("https://host/v1"))).isNull();
        HttpUrls.requireBase("LLM_PROXY_URL", URI.create("https://host/v1"), EXAMPLE);
        HttpUrls.requireOrigin("LLM_PROXY_URL", URI.create("https://host"), EXAMPLE);
        assertThat(HttpUrls.flawOfOrigin(URI.create("http://[::1]:8002/"))).isNull();
        assertThat(HttpUrls.flawOfOrigin(URI.create("https://host/v1"))).isEqualTo("must not have a path");
    }

    @ParameterizedTest
    @CsvSource({
        "http://llm_proxy:8004, 'http://llm_proxy:8004\" has an underscore'",
        "http://user:secret@my_host, the address has an underscore",
        "user:secret@host, the address must start with http",
        "http://user:secret@host, the address must not have a user name or a password"
    })
    void namesTheVariableAndTheFlawButNoPassword(URI url, String reason) {
        assertThatThrownBy(() -> HttpUrls.requireBase("LLM_PROXY_URL", url, EXAMPLE))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LLM_PROXY_URL: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("(expected: such as " + EXAMPLE + ")")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> HttpUrls.requireOrigin("LLM_PROXY_URL", url, EXAMPLE))
                .hasMessageContaining(reason)
                .hasMessageEndingWith("(expected: such as " + EXAMPLE + ")");
    }

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
