package io.minerstack.registration.crypto.merlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MerlinTranscriptTests {

    @Test
    void givesTheChallengeOfTheMerlinCratesTest() {
        MerlinTranscript transcript = new MerlinTranscript("test protocol");
        transcript.append("some label", "some data".getBytes(StandardCharsets.US_ASCII));
        assertThat(transcript.challenge("challenge", 32))
                .isEqualTo(TestObjects.hex("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615"));
    }

    @Test
    void witnessDependsOnSecretRandomBytesAndTranscriptButDoesNotChangeTheTranscript() {
        MerlinTranscript transcript = new MerlinTranscript("p");
        byte[] first = transcript.witness("w", new byte[32], new byte[32], 64);
        byte[] random = new byte[32];
        random[31] = 1;
        assertThat(transcript.witness("w", new byte[32], new byte[32], 64)).isEqualTo(first);
        assertThat(transcript.witness("w", new byte[32], random, 64)).isNotEqualTo(first);
        assertThat(transcript.witness("w", random, new byte[32], 64)).isNotEqualTo(first);
        transcript.append("l", new byte[1]);
        assertThat(transcript.witness("w", new byte[32], new byte[32], 64)).isNotEqualTo(first);
    }
}
