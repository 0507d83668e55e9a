package io.minerstack.memory.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ValueDigestTests {

    @Test
    void givesOneDigestToValuesThatSayTheSame() {
        assertThat(ValueDigest.of("I don’t like tea – at all."))
                .isEqualTo(ValueDigest.of("i don't like  tea - at all"));
    }

    @Test
    void givesNoDigestToAValueThatIsTooShortToNameItsSubject() {
        assertThat(ValueDigest.of("nineteen characters")).isNull();
        assertThat(ValueDigest.of("of twenty characters")).isNotNull();
    }

    /** Stored digests stay valid only as long as folding and hash do not change. */
    @Test
    void givesTheDigestThatIsStored() {
        assertThat(HexFormat.of().formatHex(ValueDigest.of("Prefers “short” answers – with Code!")))
                .isEqualTo("c95a87bc9cd372267aa2a2dbbcf1a605f2f4315fc034d680145933110b34207b");
    }
}
