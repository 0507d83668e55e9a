package io.minerstack.registration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the probe asks what its key is for. */
class KeyUseCheckIT {

    private static final Answer ANSWER = Answer.json(200, """
            {"cid":"probe","task":"Answer briefly.","input":[{"user_query":"In one sentence: why is the sky blue?"}],
             "output":{"immediate_response":"Air scatters blue light.","notebook":"no update"},
             "component":"complete"}""");

    private final ScriptedServer miner = ScriptedServer.start();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path keyFile;

    @SuppressWarnings("NullAway.Init")
    private ProbeRound round;

    @BeforeEach
    void script() throws IOException {
        miner.answer("/health", Answer.json(200, "{\"status\":\"healthy\",\"llm_provider\":\"local\"}"));
        miner.answer("/complete", ANSWER);
        miner.answer("/figures", Answer.json(200, "{\"tenant\":{}}"));
        keyFile = folder.resolve("probe.key");
        Files.writeString(keyFile, "first-key\n");
        round = new ProbeRound(
                new ApiUrl(miner.url()),
                keyFile,
                false,
                Duration.ofSeconds(20),
                CertificateTrust.ofSystem(),
                new KeyUseCheck());
    }

    @AfterEach
    void close() {
        miner.close();
    }

    @Test
    void asksOnceAndRemembersWhatItWasTold() {
        assertThat(round.run().keyUse()).isEqualTo(KeyUse.COUNTED);
        miner.answer("/figures", Answer.problem(403, "{}"));

        ProbeRound.Seen second = round.run();

        assertThat(second.keyUse()).isEqualTo(KeyUse.COUNTED);
        assertThat(second.notes()).contains(KeyUse.WARNING);
        assertThat(asked()).isOne();
    }

    @Test
    void asksAgainWhereTheFileHasAnotherKey() throws IOException {
        round.run();
        miner.answer("/figures", Answer.problem(403, "{}"));
        Files.writeString(keyFile, "second-key\n");

        assertThat(round.run().keyUse()).isEqualTo(KeyUse.PROBE);
        assertThat(round.run().keyUse()).isEqualTo(KeyUse.PROBE);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void asksAgainWhereTheMinerDidNotAnswer() {
        miner.answer("/figures", Answer.problem(503, "{}"));
        assertThat(round.run().keyUse()).isEqualTo(KeyUse.NOT_KNOWN);
        miner.answer("/figures", Answer.problem(403, "{}"));

        assertThat(round.run().keyUse()).isEqualTo(KeyUse.PROBE);
    }

    /** A key that is refused gets 403, too, which says nothing of its purpose. */
    @Test
    void asksNothingAboutAKeyThatTheMinerRefuses() {
        miner.answer("/complete", Answer.problem(403, "{}"));
        miner.answer("/figures", Answer.problem(403, "{}"));

        assertThat(round.run().keyUse()).isEqualTo(KeyUse.NOT_KNOWN);
        assertThat(asked()).isZero();
    }

    private int asked() {
        return miner.requests("GET", "/figures").size();
    }
}
