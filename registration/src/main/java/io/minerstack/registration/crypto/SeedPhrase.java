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
 * Twelve to 24 English words as a seed. The words and their check sum are BIP-39's; the seed is not: the chain
 * stretches the entropy behind the words, not the words (substrate-bip39).
 */
public final class SeedPhrase {

    private static final int BITS_PER_WORD = 11;
    private static final int MAX_WORDS = 24;
    private static final List<String> WORDS = words();

    private SeedPhrase() {}

    /**
     * The 32-byte seed, without a passphrase.
     *
     * @return null when the words, their number or their check sum are wrong
     */
    public static byte @Nullable [] seed(char[] phrase) {
        byte[] entropy = entropy(phrase);
        if (entropy == null) {
            return null;
        }
        byte[] stretched = new byte[0];
        try {
            stretched = Pbkdf2.derive("HmacSHA512", entropy, Bytes.ascii("mnemonic"), 2048, 64);
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
        // every 32 bits of entropy bring one check bit: 4 to 8 of them, in the last byte
        byte[] entropy = Arrays.copyOf(packed, count * 4 / 3);
        byte[] hash = Bytes.digest("SHA-256", entropy);
        int unused = 8 - count / 3;
        boolean sound = packed[entropy.length] >> unused == hash[0] >> unused;
        WipeableSecret.wipe(packed, hash);
        if (!sound) {
            WipeableSecret.wipe(entropy);
            return null;
        }
        return entropy;
    }

    /** Puts the words' places in the list into the array; their number, or -1 when a word is not in the list. */
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

    /** Compares in place: a {@code String} of a secret word could not be wiped. */
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
