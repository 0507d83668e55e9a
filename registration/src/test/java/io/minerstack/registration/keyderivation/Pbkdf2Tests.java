package io.minerstack.registration.keyderivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pbkdf2Tests {

    @ParameterizedTest
    @CsvSource({"SHA256, 1, 32", "SHA256, 7, 80", "SHA256, 100, 1", "SHA512, 3, 64", "SHA512, 20, 200"})
    void agreesWithTheJdkWhereThatTakesThePassword(String hash, int iterations, int length) throws Exception {
        PBEKeySpec spec = new PBEKeySpec(
                "password".toCharArray(), "salt".getBytes(StandardCharsets.US_ASCII), iterations, length * 8);
        byte[] expected = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(spec)
                .getEncoded();
        assertThat(Pbkdf2.derive(
                        "Hmac" + hash,
                        "password".getBytes(StandardCharsets.US_ASCII),
                        "salt".getBytes(StandardCharsets.US_ASCII),
                        iterations,
                        length))
                .isEqualTo(expected);
    }
}
