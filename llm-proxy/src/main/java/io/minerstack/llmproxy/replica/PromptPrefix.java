package io.minerstack.llmproxy.replica;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The beginnings of a prompt, as a chain of hashes: one for each whole block of bytes, over the block and the hash
 * before it. Two prompts have the same n-th hash only if their first n blocks are the same. No tokenizer is needed: a
 * model server keeps what it computed for a beginning, whatever the tokens are. The hashes are the same in every
 * process, and no secret: prompts that are made to have equal ones only reach a worse server.
 */
public final class PromptPrefix {

    /** About 64 tokens of English text. vLLM's own blocks have 16 tokens. */
    public static final int BLOCK_BYTES = 256;

    /** Bytes behind this length do not count as known: a prompt that has so much in common is well placed. */
    static final int MAX_BLOCKS = 1024;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final byte[] END_OF_PART = {0};

    /** A prompt about which nothing is known, because it does not matter. */
    public static final PromptPrefix NONE = new PromptPrefix(new long[0], 0);

    private final long[] hashes;
    private final long bytes;

    private PromptPrefix(long[] hashes, long bytes) {
        this.hashes = hashes;
        this.bytes = bytes;
    }

    /**
     * The prefix of a request's prompt: the tools, which chat templates write first, and the messages. Costs a time
     * linear in the length of the prompt.
     *
     * @param body the request; its {@code cache_salt} separates the caches of vLLM, and so it does here
     */
    public static PromptPrefix of(JsonNode body) {
        Chain chain = new Chain();
        chain.add(body.path("cache_salt").asString(""));
        if (body.path("tools").isContainer()) {
            chain.add(body.path("tools").toString());
        }
        for (JsonNode message : body.path("messages")) {
            chain.add(message.path("role").asString(""));
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                if (!field.getKey().equals("role")) {
                    chain.add(field.getValue());
                }
            }
        }
        return chain.end();
    }

    /** The number of whole blocks. */
    int blocks() {
        return hashes.length;
    }

    /** The hash of the first {@code block + 1} blocks. */
    long hash(int block) {
        return hashes[block];
    }

    /** Bytes of the whole prompt. */
    public long bytes() {
        return bytes;
    }

    private static final class Chain {

        private final byte[] block = new byte[BLOCK_BYTES];
        private long[] hashes = new long[16];
        private int blocks;
        private int filled;
        private long bytes;
        private long last;

        void add(JsonNode value) {
            add(value.isString() ? value.asString() : value.toString());
        }

        void add(String part) {
            add(part.getBytes(StandardCharsets.UTF_8));
            add(END_OF_PART);
        }

        private void add(byte[] part) {
            bytes += part.length;
            int from = 0;
            while (from < part.length && blocks < MAX_BLOCKS) {
                int length = Math.min(part.length - from, BLOCK_BYTES - filled);
                System.arraycopy(part, from, block, filled, length);
                from += length;
                filled += length;
                if (filled == BLOCK_BYTES) {
                    endBlock();
                }
            }
        }

        private void endBlock() {
            for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
                last = (last ^ (long) WORD.get(block, at)) * ODD;
                last ^= last >>> 32;
            }
            if (blocks == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * blocks);
            }
            hashes[blocks++] = last;
            filled = 0;
        }

        PromptPrefix end() {
            return new PromptPrefix(Arrays.copyOf(hashes, blocks), bytes);
        }
    }
}
