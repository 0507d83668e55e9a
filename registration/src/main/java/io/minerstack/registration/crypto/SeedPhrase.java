package io.minerstack.registration.crypto;

import io.minerstack.registration.keyderivation.Pbkdf2;
import io.minerstack.registration.secret.WipeableSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BIP-39 seed phrase of 12 to 24 English words. Words and checksum follow BIP-39, the seed does not: Substrate
 * stretches the entropy that the words encode, BIP-39 stretches the words (substrate-bip39).
 */
public final class SeedPhrase {

    private static final int BITS_PER_WORD = 11;
    private static final int MAX_WORDS = 24;
    private static final int ITERATIONS = 2048;
    private static final byte[] SALT = "mnemonic".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> WORDS = words();

    private SeedPhrase() {}

    /**
     * The 32-byte seed for an empty passphrase.
     *
     * @return null if a word, the number of words or the checksum is wrong
     */
    public static byte @Nullable [] seed(char[] phrase) {
        byte[] entropy = entropy(phrase);
        if (entropy == null) {
            return null;
        }
        byte[] stretched = new byte[0];
        try {
            stretched = Pbkdf2.hmacSha512(entropy, SALT, ITERATIONS, 64);
            return Arrays.copyOf(stretched, 32);
        } finally {
            WipeableSecret.wipe(entropy, stretched);
        }
    }

    private static byte @Nullable [] entropy(char[] phrase) {
        int[] indexes = new int[MAX_WORDS];
        try {
            int count = read(phrase, indexes);
            return count < 12 || count % 3 != 0 ? null : entropy(indexes, count);
        } finally {
            Arrays.fill(indexes, 0);
        }
    }

    private static byte @Nullable [] entropy(int[] indexes, int count) {
        byte[] packed = new byte[(count * BITS_PER_WORD + 7) / 8];
        for (int bit = 0; bit < count * BITS_PER_WORD; bit++) {
            int value = indexes[bit / BITS_PER_WORD] >> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD) & 1;
            packed[bit / 8] |= (byte) (value << (7 - bit % 8));
        }
        // 4 to 8 checksum bits in the last byte: one for each 32 bits of entropy
        byte[] entropy = Arrays.copyOf(packed, count * 4 / 3);
        byte[] hash = Digests.sha256(entropy);
        int unused = 8 - count / 3;
        boolean valid = packed[entropy.length] >> unused == hash[0] >> unused;
        WipeableSecret.wipe(packed, hash);
        if (!valid) {
            WipeableSecret.wipe(entropy);
            return null;
        }
        return entropy;
    }

    /** Writes the index of each word into the array. Returns the number of words, or -1 for an unknown word. */
    private static int read(char[] phrase, int[] indexes) {
        int count = 0;
        int start = 0;
        for (int i = 0; i <= phrase.length; i++) {
            if (i == phrase.length || Character.isWhitespace(phrase[i])) {
                if (i > start) {
                    int index = index(phrase, start, i);
                    if (index < 0 || count == MAX_WORDS) {
                        return -1;
                    }
                    indexes[count++] = index;
                }
                start = i + 1;
            }
        }
        return count;
    }

    /** Binary search on the characters themselves, because a {@code String} of a secret word can't be wiped. */
    private static int index(char[] phrase, int from, int to) {
        int low = 0;
        int high = WORDS.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            char[] word = WORDS.get(middle).toCharArray();
            int order = Arrays.compare(word, 0, word.length, phrase, from, to);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static List<String> words() {
        try (InputStream list = SeedPhrase.class.getResourceAsStream("english.txt")) {
            if (list == null) {
                throw new IllegalStateException("the word list is missing from the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the word list can't be read", e);
        }
    }
}
