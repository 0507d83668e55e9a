package io.minerstack.llmproxy.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.replica.ReplicaChoice.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrefixChooserTests {

    private static final PromptPrefix SHORT = Prompts.of("short", 1);

    private final TestReplica one = new TestReplica(1);
    private final TestReplica two = new TestReplica(2);
    private final TestReplica three = new TestReplica(3);
    private final List<TestReplica> all = List.of(one, two, three);
    private final ReplicaChooser chooser = new PrefixChooser();

    private record TestReplica(long identity, ReplicaLoad load, PrefixMemory prefixes) implements Replica {

        TestReplica(long identity) {
            this(identity, new ReplicaLoad(), new PrefixMemory(1 << 20));
            assign(Prompts.of("warm", 1)).end();
        }

        void busyWith(int requests) {
            for (int request = 0; request < requests; request++) {
                assign(SHORT).promptRead();
            }
        }
    }

    @Test
    void choosesTheServerThatHasTheBeginning() {
        PromptPrefix prompt = Prompts.of("history", 20);
        two.assign(prompt).end();

        ReplicaChoice<TestReplica> choice = chooser.choose(all, prompt);

        assertThat(choice.replica()).isSameAs(two);
        assertThat(choice.reason()).isEqualTo(Reason.PREFIX);
        assertThat(choice.knownBytes()).isEqualTo(20L * PromptPrefix.BLOCK_BYTES);
    }

    @Test
    void choosesTheServerWithTheFewestRequestsWhereNoneHasTheBeginning() {
        one.busyWith(13);
        two.busyWith(1);
        three.busyWith(7);

        ReplicaChoice<TestReplica> choice = chooser.choose(all, Prompts.of("new", 20));

        assertThat(choice.replica()).isSameAs(two);
        assertThat(choice.reason()).isEqualTo(Reason.LOAD);
        assertThat(choice.knownBytes()).isZero();
    }

    @Test
    void aBusyServerIsNotWorthItsCache() {
        PromptPrefix prompt = Prompts.of("history", 100);
        one.assign(prompt).end();
        one.busyWith(20);
        assertThat(chooser.choose(all, prompt).replica()).isSameAs(one);

        one.busyWith(10);

        assertThat(chooser.choose(all, prompt).replica()).isNotSameAs(one);
    }

    @Test
    void aLongPromptThatIsStillReadWeighsAsMuchAsItsLength() {
        PromptPrefix prompt = Prompts.of("question", 4);
        ReplicaLoad.Assignment reading = one.assign(Prompts.of("document", 400));
        two.busyWith(8);
        three.busyWith(15);
        assertThat(chooser.choose(all, prompt).replica()).isSameAs(two);

        reading.promptRead();

        assertThat(chooser.choose(all, prompt).replica()).isSameAs(one);
    }

    /** The fault of other routers: the one server that has the common beginning gets everything. */
    @Test
    void aBeginningThatAllPromptsShareSpreadsOverAllServers() {
        Set<TestReplica> chosen = new HashSet<>();
        for (int request = 0; request < 60; request++) {
            PromptPrefix prompt = Prompts.of(List.of(Prompts.text("system", 24), Prompts.text("q" + request, 1)));
            TestReplica replica = chooser.choose(all, prompt).replica();
            replica.assign(prompt).promptRead();
            chosen.add(replica);
        }

        assertThat(chosen).hasSize(3);
        assertThat(all)
                .allSatisfy(replica -> assertThat(replica.load().underWay()).isBetween(12, 30));
    }

    /** Else a caller alone would stay with the first server, and the caches of the others would never be used. */
    @Test
    void aServerThatHasGotNothingYetComesFirstWhileItIsIdle() {
        PromptPrefix prompt = Prompts.of("history", 20);
        one.assign(prompt).end();
        TestReplica fresh = new TestReplica(9, new ReplicaLoad(), new PrefixMemory(1 << 20));

        assertThat(chooser.choose(List.of(one, fresh), prompt).replica()).isSameAs(fresh);

        fresh.load().assign(0);
        assertThat(chooser.choose(List.of(one, fresh), prompt).replica()).isSameAs(one);
    }

    /** A server that can't be reached loses its prefixes. */
    @Test
    void aServerThatLostItsPrefixesDoesNotComeFirst() {
        PromptPrefix prompt = Prompts.of("history", 20);
        one.assign(prompt).end();
        two.prefixes().clear();

        assertThat(chooser.choose(all, prompt).replica()).isSameAs(one);
    }

    @Test
    void equalServersGetRequestsInTurn() {
        for (int round = 0; round < 2; round++) {
            for (TestReplica expected : all) {
                TestReplica chosen = chooser.choose(all, PromptPrefix.NONE).replica();
                assertThat(chosen).isSameAs(expected);
                chosen.load().assign(0).end();
            }
        }
    }

    /** A turn of a conversation may come through another llm-proxy than the turn before. */
    @Test
    void twoLlmProxiesPreferTheSameServerForAConversation() {
        String system = Prompts.text("system", 8);
        List<TestReplica> others = List.of(new TestReplica(3), new TestReplica(1), new TestReplica(2));
        List<TestReplica> both = Stream.concat(all.stream(), others.stream()).toList();
        both.forEach(replica -> replica.assign(Prompts.of(List.of(system))).end());
        Set<Long> chosen = new HashSet<>();
        for (int number = 0; number < 20; number++) {
            String question = Prompts.text("question" + number, 3);
            long first = chooser.choose(all, Prompts.of(List.of(system, question)))
                    .replica()
                    .identity();
            long second = chooser.choose(others, Prompts.of(List.of(system, question, "answer", "and now?")))
                    .replica()
                    .identity();
            assertThat(second).isEqualTo(first);
            chosen.add(first);
        }

        assertThat(chosen).hasSize(3);
    }

    @Test
    void theOnlyCandidateGetsTheRequest() {
        one.busyWith(9);

        assertThat(chooser.choose(List.of(one), SHORT).replica()).isSameAs(one);
        assertThat(chooser.choose(List.of(one), SHORT).reason()).isEqualTo(Reason.ONLY);
    }

    @Test
    void theEndOfARequestTakesItsWorkAwayOnce() {
        ReplicaLoad.Assignment ended = one.assign(Prompts.of("a", 9));
        one.busyWith(1);
        ended.end();
        ended.end();
        ended.promptRead();

        assertThat(one.load().underWay()).isEqualTo(1);
        assertThat(one.load().unreadBytes()).isZero();
    }
}
