package io.minerstack.registration.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import org.junit.jupiter.api.Test;

class TranscriptTests {

    @Test
    void givesTheChallengeOfMerlinsOwnTest() {
        Transcript transcript = new Transcript("test protocol");
        transcript.append("some label", Bytes.ascii("some data"));
        assertThat(transcript.challenge("challenge", 32))
                .isEqualTo(TestObjects.hex("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615"));
    }

    @Test
    void givesTheSameChallengeAfterItsCopyWasUsed() {
        Transcript transcript = new Transcript("p");
        Transcript copy = transcript.copy();
        byte[] ofCopy = copy.challenge("c", 200);
        assertThat(transcript.challenge("c", 200)).isEqualTo(ofCopy);
    }

    @Test
    void witnessDependsOnSecretRandomnessAndTranscriptAndLeavesTheTranscriptAlone() {
        Transcript transcript = new Transcript("p");
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
