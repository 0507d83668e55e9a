package io.minerstack.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyFileEntryTests {

    private static final KeyFileEntry KEY = TestKeys.entry(1, TestKeys.NOW.plusSeconds(60));

    @Test
    void isValidUntilItExpires() {
        assertThat(KEY.statusAt(TestKeys.NOW.plusSeconds(59))).isEqualTo(KeyStatus.VALID);
        assertThat(KEY.statusAt(TestKeys.NOW.plusSeconds(60))).isEqualTo(KeyStatus.EXPIRED);
        assertThat(TestKeys.entry(2, null).statusAt(TestKeys.NOW.plusSeconds(1L << 32)))
                .isEqualTo(KeyStatus.VALID);
    }

    @Test
    void isValidUntilTheGraceAfterARotationEnds() {
        assertThat(KEY.replacedAt(TestKeys.NOW.plusSeconds(30)).statusAt(TestKeys.NOW.plusSeconds(30)))
                .isEqualTo(KeyStatus.EXPIRED);
        assertThat(KEY.replacedAt(TestKeys.NOW.plusSeconds(90)).statusAt(TestKeys.NOW.plusSeconds(60)))
                .isEqualTo(KeyStatus.EXPIRED);
        assertThat(TestKeys.entry(2, null).replacedAt(TestKeys.NOW).statusAt(TestKeys.NOW))
                .isEqualTo(KeyStatus.EXPIRED);
    }

    @Test
    void staysRevokedAfterItWouldHaveExpired() {
        assertThat(KEY.revoke().statusAt(TestKeys.NOW)).isEqualTo(KeyStatus.REVOKED);
        assertThat(KEY.revoke().statusAt(TestKeys.NOW.plusSeconds(99))).isEqualTo(KeyStatus.REVOKED);
    }

    @Test
    void printsNoDigest() {
        assertThat(KEY.toString()).doesNotContain(KEY.digest().hex());
    }
}
