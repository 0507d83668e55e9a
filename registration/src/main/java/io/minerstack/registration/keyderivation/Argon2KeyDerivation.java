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
 * Argon2i 1.3 with libsodium's "sensitive" limits, as the wallets use it: 512 MiB, eight passes, one lane, and the same
 * salt for every wallet.
 *
 * @param kibibytes size of the memory that Argon2 fills, in KiB
 * @param passes number of passes over that memory
 * @param maxHeap maximum heap of this JVM, in bytes
 * @param machineMemory total memory of this machine or container, in bytes
 * @param availableMemory the part of the total that is available, in bytes
 */
public record Argon2KeyDerivation(int kibibytes, int passes, long maxHeap, long machineMemory, long availableMemory)
        implements KeyDerivation {

    private static final byte[] SALT = HexFormat.of().parseHex("137183dff15a09bc9c90b5518739e9b1");
    private static final int KEY_LENGTH = 32;
    /** Heap for the 512 MiB, the references to them and the rest of the program. Measured: 576 MiB are just enough. */
    static final int HEAP_MIB = 600;
    /** Memory of the JVM outside the heap. */
    static final int JVM_MIB = 100;

    public static Argon2KeyDerivation ofWallets() {
        return new Argon2KeyDerivation(
                524_288, 8, Runtime.getRuntime().maxMemory(), totalMemory(), AvailableMemory.bytes(Path.of("/")));
    }

    /** The JDK returns the limit of the container if there is one. */
    private static long totalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    @Override
    public void requireMemory() {
        if (machineMemory >> 20 < HEAP_MIB + JVM_MIB) {
            throw new RegistrationException(
                    ExitCode.TOO_LITTLE_MEMORY,
                    "Too little memory to open this key file: this machine or container has %d MiB, and %d are needed."
                            .formatted(machineMemory >> 20, HEAP_MIB + JVM_MIB));
        }
        if (maxHeap >> 20 < HEAP_MIB) {
            throw heapTooSmall();
        }
        if (availableMemory >> 20 < HEAP_MIB) {
            throw new RegistrationException(
                    ExitCode.TOO_LITTLE_MEMORY,
                    ("Too little memory to open this key file: %d MiB are available, and %d are needed."
                                    + " Stop other programs first.")
                            .formatted(availableMemory >> 20, HEAP_MIB));
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
            throw heapTooSmall();
        }
        return key;
    }

    private RegistrationException heapTooSmall() {
        return new RegistrationException(
                ExitCode.TOO_LITTLE_MEMORY,
                ("Too little memory to open this key file: the heap of Java is %d MiB, and %d are needed. "
                                + "Start java with -Xmx768m, on a machine with 1 GiB free.")
                        .formatted(maxHeap >> 20, HEAP_MIB));
    }

    @Override
    public String label() {
        return "Deriving the key (Argon2, %d MiB, 5 to 30 s)".formatted(kibibytes / 1024);
    }
}
