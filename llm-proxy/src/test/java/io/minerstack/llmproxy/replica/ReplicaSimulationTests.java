package io.minerstack.llmproxy.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated time, so the results are the same on every machine. */
class ReplicaSimulationTests {

    private static final double SECONDS = 60;

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void conversationsGetTheirFirstTokenSoonerThanInTurn(int servers) {
        ReplicaSimulation.Result turns =
                ReplicaSimulation.run(servers, new ReplicaSimulation.InTurn(), SimulatedLoad.CONVERSATIONS, SECONDS);
        ReplicaSimulation.Result ours =
                ReplicaSimulation.run(servers, new PrefixChooser(), SimulatedLoad.CONVERSATIONS, SECONDS);

        assertThat(ours.p50()).isLessThan(turns.p50());
        assertThat(ours.p99()).isLessThan(turns.p99());
        assertThat(ours.cached()).isGreaterThan(turns.cached());
        assertThat(ours.most()).isLessThan(1.5);
    }

    /** All prompts begin alike, so the caches are no reason for one server: the load must stay even. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void singleQuestionsWithACommonBeginningStaySpread(int servers) {
        ReplicaSimulation.Result ours =
                ReplicaSimulation.run(servers, new PrefixChooser(), SimulatedLoad.SINGLE_QUESTIONS, SECONDS);

        assertThat(ours.most()).isLessThan(1.2);
    }
}
