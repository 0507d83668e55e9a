package io.minerstack.servicesupport.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Tests {

    @Test
    void digestsTheUtf8BytesOfAText() {
        // the first example of FIPS 180-2, appendix B
        assertThat(Sha256.hex("abc", 32)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.hex("ü", 3)).isEqualTo("607474");
        assertThat(Sha256.digest("abc")).hasSize(32).startsWith(0xba, 0x78, 0x16);
    }
}
