package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
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
        "http://proxy:3128, 10.0.0.5, https://10.0.0.5/v1, false",
        // blocks of addresses, as kubernetes and corporate profiles set them
        "http://proxy:3128, 10.0.0.0/8, https://10.4.0.5/v1, false",
        "http://proxy:3128, 10.0.0.0/8, https://11.4.0.5/v1, true",
        "http://proxy:3128, '192.168.1.128/25,x', https://192.168.1.200:8443/v1, false",
        "http://proxy:3128, 192.168.1.128/25, https://192.168.1.7/v1, true",
        "http://proxy:3128, fd00::/8, 'https://[fd00::7]/v1', false",
        "http://proxy:3128, fd00::/8, https://10.4.0.5/v1, true",
        "http://proxy:3128, 10.0.0.0/8, https://api.openai.com/v1, true",
        "http://proxy:3128, 10.0.0.0/99, https://10.4.0.5/v1, true"
    })
    void appliesToHttpsExceptToDirectHosts(@Nullable String proxy, @Nullable String noProxy, URI api, boolean applies) {
        assertThat(HttpsProxy.read(proxy, noProxy).appliesTo(api)).isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, expected: http://host:port",
        "proxy:0, a port from 1 to 65535",
        "http://proxy:99999, a port from 1 to 65535",
        "http://proxy:port, a port from 1 to 65535",
        "http://user:secret@proxy:x, a port from 1 to 65535",
        "https://proxy:443, of the kind https is not supported",
        "socks5://proxy:1080, of the kind socks5 is not supported",
        "SOCKS5h://user:secret@proxy:1080, of the kind socks5h is not supported"
    })
    void refusesOtherTextWithoutRepeatingIt(String proxy, String reason) {
        assertThatThrownBy(() -> HttpsProxy.read(proxy, null))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("HTTPS_PROXY: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    @Test
    void warnsOnceOfEntriesThatMatchNothing(CapturedOutput output) {
        HttpsProxy.read(
                        "http://proxy:3128",
                        "10.0.0.0/99, http://host, a/b, .ok.example, *, [::1], 10.0.0.0/8, gpu:8443")
                .warnOfUnusableEntries();

        assertThat(output.getAll().lines().filter(line -> line.contains("NO_PROXY")))
                .singleElement()
                .asString()
                .contains("NO_PROXY: 3 of 8 entries");
    }

    @Test
    void warnsOfNothingWhereEachEntryCanMatch(CapturedOutput output) {
        HttpsProxy.read("http://proxy:3128", "localhost, 10.0.0.0/8,.svc,fd00::/8")
                .warnOfUnusableEntries();

        assertThat(output).doesNotContain("NO_PROXY");
    }
}
