package io.minerstack.registration.keyfile;

import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.failure.Failure;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2i 1.3 with libsodium's "sensitive" limits, which is what the wallets use: 512 MiB, eight passes, one lane, and
 * the same salt for every wallet.
 *
 * @param kibibytes memory to fill
 * @param passes over that memory
 * @param maxHeap the most that this JVM will take, in bytes
 */
record Argon2Stretching(int kibibytes, int passes, long maxHeap) implements KeyStretching {

    private static final byte[] SALT = HexFormat.of().parseHex("137183dff15a09bc9c90b5518739e9b1");
    private static final int KEY_LENGTH = 32;
    /** Rows, references to them and the rest of the program, measured: 576 MiB of heap are just enough for 512. */
    private static final double OVERHEAD = 1.15;

    static Argon2Stretching ofWallets() {
        return new Argon2Stretching(524_288, 8, Runtime.getRuntime().maxMemory());
    }

    @Override
    public byte[] key(byte[] password) {
        long needed = (long) (kibibytes * 1024L * OVERHEAD);
        if (maxHeap < needed) {
            throw tooLittle();
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_i)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(SALT)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(1)
                .build());
        byte[] key = new byte[KEY_LENGTH];
        try {
            generator.generateBytes(password, key);
        } catch (OutOfMemoryError e) {
            throw tooLittle();
        }
        return key;
    }

    private Failure tooLittle() {
        return new Failure(
                ExitCode.TOO_LITTLE_MEMORY,
                ("Too little memory to open this key file: Java may use %d MiB and needs 640. "
                                + "Start java with -Xmx768m, on a machine with 1 GiB free.")
                        .formatted(maxHeap >> 20));
    }

    @Override
    public String label() {
        return "Deriving the key (Argon2, %d MiB, some 5 to 30 s)".formatted(kibibytes / 1024);
    }
}
