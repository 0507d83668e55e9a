package io.minerstack.llmproxy.replica;

/** One of several model servers with the same model, as far as the choice among them needs it. */
public interface Replica {

    /** A number that other llm-proxies give this server, too. */
    long identity();

    /** What this server has to do. */
    ReplicaLoad load();

    /** The beginnings of prompts that this server has probably in its cache. */
    PrefixMemory prefixes();

    /** Counts a request to this server, until {@link ReplicaLoad.Assignment#end()}. */
    default ReplicaLoad.Assignment assign(PromptPrefix prompt) {
        long unknown = prompt.bytes() - prefixes().knownBytes(prompt);
        prefixes().add(prompt);
        return load().assign(unknown);
    }
}
