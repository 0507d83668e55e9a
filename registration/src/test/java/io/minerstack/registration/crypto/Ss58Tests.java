package io.minerstack.registration.crypto;

import static io.minerstack.registration.TestObjects.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ss58Tests {

    @Test
    void encodesAddressesOfTheNetwork() {
        assertThat(Ss58.encode(hex(TestObjects.PUBLIC_KEY))).isEqualTo(TestObjects.ADDRESS);
        assertThat(Ss58.encode(hex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")))
                .isEqualTo("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    }

    @Test
    void decodesAddressesOfAnyPrefix() {
        assertThat(Ss58.decode(TestObjects.ADDRESS)).isEqualTo(hex(TestObjects.PUBLIC_KEY));
        assertThat(Ss58.decode("16ADqpMa4yzfmWs3nuTSMhfZ2ckeGtvqhPWCNqECEGDcGgU2"))
                .isEqualTo(hex(TestObjects.PUBLIC_KEY));
    }

    @Test
    void roundTripsKeysThatStartWithZeros() {
        byte[] key = hex("00".repeat(31) + "01");
        assertThat(Ss58.decode(Ss58.encode(key))).isEqualTo(key);
    }

    @Test
    void rejectsEachChangedCharacter() {
        for (int i = 0; i < TestObjects.ADDRESS.length(); i++) {
            StringBuilder changed = new StringBuilder(TestObjects.ADDRESS);
            changed.setCharAt(i, changed.charAt(i) == 'x' ? 'y' : 'x');
            assertThat(Ss58.decode(changed.toString())).as(changed.toString()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "5HDvhV6WDCjCKyrXqGQSDYqQAzkzabNhctmiDYEqgBC66Bs",
                "0OIl",
                "111111111111111111111111111111111111"
            })
    void rejectsOtherText(String text) {
        assertThat(Ss58.decode(text)).isNull();
    }

    @Test
    void rejectsLongTextQuickly() {
        assertThat(Ss58.decode("5".repeat(1_000_000))).isNull();
    }
}
