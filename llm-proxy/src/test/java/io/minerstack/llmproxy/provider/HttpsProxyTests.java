package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpsProxyTests {

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128, , https://api.openai.com/v1, true",
        "proxy:3128, , https://api.openai.com/v1, true",
        ", , https://api.openai.com/v1, false",
        "http://proxy:3128, , http://gpu:8000/v1, false",
        "http://proxy:3128, , https://localhost:8443/v1, false",
        "http://proxy:3128, *, https://api.openai.com/v1, false",
        "http://proxy:3128, openai.com, https://api.openai.com/v1, false",
        "http://proxy:3128, '.openai.com, gpu', https://api.openai.com/v1, false",
        "http://proxy:3128, *.openai.com, https://api.openai.com/v1, false",
        "http://proxy:3128, notopenai.com, https://api.openai.com/v1, true",
        "http://proxy:3128, gpu:8443, https://gpu:8443/v1, false",
        "http://proxy:3128, gpu:8443, https://gpu:9443/v1, true",
        "http://proxy:3128, 10.0.0.5, https://10.0.0.5/v1, false"
    })
    void appliesToHttpsExceptToDirectHosts(@Nullable String proxy, @Nullable String noProxy, URI api, boolean applies) {
        assertThat(HttpsProxy.read(proxy, noProxy).appliesTo(api)).isEqualTo(applies);
    }
}
