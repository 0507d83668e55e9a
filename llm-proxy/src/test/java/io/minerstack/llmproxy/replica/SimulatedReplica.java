package io.minerstack.llmproxy.replica;

/** What one llm-proxy of the simulation knows about a server: what it sent there itself. */
record SimulatedReplica(SimulatedServer server, long identity, ReplicaLoad load, PrefixMemory prefixes)
        implements Replica {

    SimulatedReplica(SimulatedServer server, long identity) {
        this(server, identity, new ReplicaLoad(), new PrefixMemory(2 << 20));
    }
}
