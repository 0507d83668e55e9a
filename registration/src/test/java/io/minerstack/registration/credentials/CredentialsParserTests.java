package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsParserTests {

    private static final String SIGNATURE = "0123456789abcdef".repeat(8);
    private static final String TIME = "2026-01-02T03:04:05.123456 (UTC)";

    @Test
    void writesTheFourLinesByteForByte() {
        Credentials credentials = new Credentials(
                new ApiUrl(TestObjects.API_URL), WipeableSecret.of("tok"), TestObjects.ADDRESS, SIGNATURE, TIME);
        assertThat(new String(credentials.file(), StandardCharsets.UTF_8))
                .isEqualTo("https://miner.example.com<seperate>tok\n\tSigned by: " + TestObjects.ADDRESS
                        + "\n\tSignature: " + SIGNATURE + "\n\tTimestamp: " + TIME + "\n");
        assertThat(new String(credentials.message(), StandardCharsets.UTF_8))
                .isEqualTo("https://miner.example.com<seperate>tok");
        assertThat(credentials.toString()).doesNotContain("tok,").contains("***");
    }

    @Test
    void parsesAFileThatItWrote() {
        Credentials read = parse(file());
        assertThat(read.url().text()).isEqualTo(TestObjects.API_URL);
        assertThat(read.token().reveal()).isEqualTo(TestObjects.TOKEN);
        assertThat(read.address()).isEqualTo(TestObjects.ADDRESS);
        assertThat(read.signature()).isEqualTo(SIGNATURE);
        assertThat(read.timestamp()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    \\n                  | \\r\\n              | CR LF
                    (UTC)\\n             | (UTC)              | four lines
                    (UTC)\\n             | (UTC)\\n\\n        | four lines
                    <seperate>           | <separate>         | first line
                    <seperate>           | <seperate><seperate> | first line
                    https://             | ftp://             | line 1
                    https://miner        | 0xminer            | line 1
                    test-token           | test\\ttoken        | line 1
                    \\tSigned by: 5      | Signed by: 5       | line 2
                    Signed by: 5         | Signed by:5        | line 2
                    5HDvhV6              | 5HDvhV7            | checksum
                    ADDRESS              | OTHER_PREFIX       | another network
                    Signature: 01        | Signature: 0x01    | 128
                    89abcdef             | 89ABCDEF           | 128
                    \\tTimestamp         | \\tTime            | line 4
                    05.123456            | 05.123             | line 4
                    2026-01-02           | 2026-13-02         | line 4
                    \\x20(UTC)           | `Z`                | line 4
                    """)
    void namesThePartThatIsWrong(String good, String bad, String message) {
        String changed = file().replace(unescaped(good), unescaped(bad));
        assertThat(changed).isNotEqualTo(file());
        assertThatThrownBy(() -> parse(changed))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.CREDENTIALS_MALFORMED)
                .hasMessageContaining(message)
                .message()
                .doesNotContain(TestObjects.TOKEN);
    }

    @Test
    void refusesAByteOrderMarkAndOtherEncodings() {
        assertThatThrownBy(() -> parse("\uFEFF" + file())).hasMessageContaining("byte order mark");
        assertThatThrownBy(() -> CredentialsParser.parse(file().getBytes(StandardCharsets.UTF_16)))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("four lines");
    }

    private static String unescaped(String text) {
        return text.replace("ADDRESS", TestObjects.ADDRESS)
                .replace("OTHER_PREFIX", "16ADqpMa4yzfmWs3nuTSMhfZ2ckeGtvqhPWCNqECEGDcGgU2")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\x20", " ");
    }

    private static Credentials parse(String file) {
        return CredentialsParser.parse(file.getBytes(StandardCharsets.UTF_8));
    }

    private static String file() {
        return TestObjects.API_URL + "<seperate>" + TestObjects.TOKEN + "\n\tSigned by: " + TestObjects.ADDRESS
                + "\n\tSignature: " + SIGNATURE + "\n\tTimestamp: " + TIME + "\n";
    }
}
