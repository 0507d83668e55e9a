package io.minerstack.registration.keyderivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pbkdf2Tests {

    /** The JDK's implementation takes the password as characters. */
    @ParameterizedTest
    @CsvSource({"SHA256, 1, 32", "SHA256, 7, 80", "SHA256, 100, 1", "SHA512, 3, 64", "SHA512, 20, 200"})
    void givesTheSameKeysAsTheJdk(String hash, int iterations, int length) throws Exception {
        byte[] password = "password".getBytes(StandardCharsets.US_ASCII);
        byte[] salt = "salt".getBytes(StandardCharsets.US_ASCII);
        byte[] expected = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(new PBEKeySpec("password".toCharArray(), salt, iterations, length * 8))
                .getEncoded();
        assertThat(
                        hash.equals("SHA256")
                                ? Pbkdf2.hmacSha256(password, salt, iterations, length)
                                : Pbkdf2.hmacSha512(password, salt, iterations, length))
                .isEqualTo(expected);
    }
}
