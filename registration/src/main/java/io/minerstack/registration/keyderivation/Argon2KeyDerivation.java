package io.minerstack.registration.keyderivation;

import com.sun.management.OperatingSystemMXBean;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2i 1.3 with libsodium's "sensitive" limits, which is what the wallets use: 512 MiB, eight passes, one lane, and
 * the same salt for every wallet.
 *
 * @param kibibytes memory to fill
 * @param passes over that memory
 * @param maxHeap the most that this JVM will take for objects, in bytes
 * @param machine all that this machine or container has, in bytes
 * @param available what is left of that, in bytes
 */
public record Argon2KeyDerivation(int kibibytes, int passes, long maxHeap, long machine, long available)
        implements KeyDerivation {

    private static final byte[] SALT = HexFormat.of().parseHex("137183dff15a09bc9c90b5518739e9b1");
    private static final int KEY_LENGTH = 32;
    /** Heap for the 512 MiB, references to them and the rest of the program, measured: 576 are just enough. */
    public static final int HEAP_MIB = 600;
    /** Allowed for what the JVM itself takes beside the heap. */
    public static final int JVM_MIB = 100;

    public static Argon2KeyDerivation ofWallets() {
        return new Argon2KeyDerivation(
                524_288, 8, Runtime.getRuntime().maxMemory(), machineMemory(), AvailableMemory.bytes(Path.of("/")));
    }

    /** Of the container, if this is one. */
    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Override
    public void requireMemory() {
        if (machine >> 20 < HEAP_MIB + JVM_MIB) {
            throw new RegistrationException(
                    ExitCode.TOO_LITTLE_MEMORY,
                    "Too little memory to open this key file: this machine or container has %d MiB, and it takes %d."
                            .formatted(machine >> 20, HEAP_MIB + JVM_MIB));
        }
        if (maxHeap >> 20 < HEAP_MIB) {
            throw tooLittle();
        }
        if (available >> 20 < HEAP_MIB) {
            throw new RegistrationException(
                    ExitCode.TOO_LITTLE_MEMORY,
                    "Too little memory to open this key file: %d MiB are free here, and it takes %d. Stop something first."
                            .formatted(available >> 20, HEAP_MIB));
        }
    }

    @Override
    public byte[] key(byte[] password) {
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

    private RegistrationException tooLittle() {
        return new RegistrationException(
                ExitCode.TOO_LITTLE_MEMORY,
                ("Too little memory to open this key file: Java may use %d MiB and needs %d. "
                                + "Start java with -Xmx768m, on a machine with 1 GiB free.")
                        .formatted(maxHeap >> 20, HEAP_MIB));
    }

    @Override
    public String label() {
        return "Deriving the key (Argon2, %d MiB, some 5 to 30 s)".formatted(kibibytes / 1024);
    }
}
