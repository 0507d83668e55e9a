package io.minerstack.llmproxy.replica;

/** What one llm-proxy of the simulation knows about a server: what it sent there itself. */
record SimulatedReplica(SimulatedServer server, ReplicaLoad load, PrefixMemory prefixes) implements Replica {

    SimulatedReplica(SimulatedServer server) {
        this(server, new ReplicaLoad(), new PrefixMemory(2 << 20));
    }
}
