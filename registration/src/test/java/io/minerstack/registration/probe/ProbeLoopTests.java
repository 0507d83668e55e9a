package io.minerstack.registration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeLoopTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    private static final Instant CERTIFICATE_END = Instant.parse("2026-06-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProbeMetrics metrics = new ProbeMetrics(registry, Duration.ofSeconds(45), true);
    private final List<String> printed = new ArrayList<>();

    @Test
    void printsAFailureEachTimeAndAGoodResultWhenItIsNew() {
        run(good(), good(), refused(), refused(), good());

        assertThat(printed)
                .extracting(line -> line.replaceFirst("^\\S+ ", ""))
                .containsExactly(
                        "answer: good in 1.00 s",
                        "answer: refused in 1.00 s: 503",
                        "answer: refused in 1.00 s: 503",
                        "answer: good in 1.00 s");
    }

    @Test
    void printsANoteThatStaysOnce() {
        ProbeRound.Seen noted =
                new ProbeRound.Seen(List.of(), null, List.of("no question"), NotAsked.PAID_MODEL, KeyUse.NOT_KNOWN);

        run(noted, noted);

        assertThat(printed).containsExactly("2026-03-04T05:06:07Z no question");
    }

    @Test
    void showsTheLastResultAndCountsAll() {
        run(refused(), good());

        assertThat(registry.get("miner.probe.up").tag("check", "answer").gauge().value())
                .isOne();
        assertThat(registry.get("miner.probe.results")
                        .tag("check", "answer")
                        .tag("result", "refused")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("miner.probe.last.run").timeGauge().value())
                .isEqualTo((double) CLOCK.instant().getEpochSecond());
    }

    @Test
    void isNeitherUpNorDownWhereNothingWasAsked() {
        run(good(), notAsked(NotAsked.PAID_MODEL));

        assertThat(registry.get("miner.probe.up").tag("check", "answer").gauge().value())
                .isNaN();
    }

    @Test
    void keepsTheEndOfTheCertificateWhileNoConnectionComesAbout() {
        run(new ProbeRound.Seen(List.of(), CERTIFICATE_END, List.of(), null, KeyUse.PROBE), refused());

        assertThat(registry.get("miner.probe.certificate.expires").timeGauge().value())
                .isEqualTo((double) CERTIFICATE_END.getEpochSecond());
    }

    @Test
    void countsFailuresInARowUntilAGoodResult() {
        assertThat(failuresInARow()).isNaN();

        run(refused(), refused());
        assertThat(failuresInARow()).isEqualTo(2);

        run(good());
        assertThat(failuresInARow()).isZero();
    }

    @Test
    void takesARoundThatCouldNotAskForNoRecovery() {
        run(refused(), refused(), notAsked(NotAsked.UNKNOWN_PROVIDER));

        assertThat(failuresInARow()).isEqualTo(2);
        assertThat(notAskedFor("unknown_provider")).isOne();
        assertThat(notAskedFor("paid_model")).isZero();

        run(refused());
        assertThat(failuresInARow()).isEqualTo(3);
        assertThat(notAskedFor("unknown_provider")).isZero();
    }

    @Test
    void saysThatAPaidModelIsNotAskedInsteadOfTheFailuresOfTheLastOne() {
        run(refused(), notAsked(NotAsked.PAID_MODEL));

        assertThat(failuresInARow()).isNaN();
        assertThat(notAskedFor("paid_model")).isOne();
    }

    @Test
    void showsThatItsQuestionsCountLikeACallers() {
        assertThat(keyCounted()).isNaN();

        run(with(KeyUse.COUNTED), with(KeyUse.NOT_KNOWN));
        assertThat(keyCounted()).isOne();

        run(with(KeyUse.PROBE));
        assertThat(keyCounted()).isZero();
    }

    private double keyCounted() {
        return registry.get("miner.probe.key.counted").gauge().value();
    }

    private static ProbeRound.Seen with(KeyUse use) {
        return new ProbeRound.Seen(List.of(), null, List.of(), null, use);
    }

    @Test
    void showsItsInterval() {
        run(good());

        assertThat(registry.get("miner.probe.interval").timeGauge().value()).isEqualTo(45);
    }

    private double failuresInARow() {
        return registry.get("miner.probe.failures.in.a.row")
                .tag("check", "answer")
                .gauge()
                .value();
    }

    private double notAskedFor(String reason) {
        return registry.get("miner.probe.not.asked")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private void run(ProbeRound.Seen... rounds) {
        Iterator<ProbeRound.Seen> next = List.of(rounds).iterator();
        new ProbeLoop(
                        () -> {
                            ProbeRound.Seen seen = next.next();
                            if (!next.hasNext()) {
                                Thread.currentThread().interrupt();
                            }
                            return seen;
                        },
                        metrics,
                        Duration.ZERO,
                        CLOCK,
                        printed::add)
                .run();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static ProbeRound.Seen good() {
        return answer(ProbeOutcome.GOOD, "");
    }

    private static ProbeRound.Seen refused() {
        return answer(ProbeOutcome.REFUSED, "503");
    }

    private static ProbeRound.Seen notAsked(NotAsked reason) {
        return new ProbeRound.Seen(List.of(), null, List.of(), reason, KeyUse.NOT_KNOWN);
    }

    private static ProbeRound.Seen answer(ProbeOutcome outcome, String detail) {
        return new ProbeRound.Seen(
                List.of(new ProbeResult(ProbeCheck.ANSWER, outcome, Duration.ofSeconds(1), detail)),
                null,
                List.of(),
                null,
                KeyUse.NOT_KNOWN);
    }
}
