package io.minerstack.registration.verify;

import io.minerstack.registration.credentials.Ago;
import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.credentials.CredentialsParser;
import io.minerstack.registration.credentials.PythonTimestamp;
import io.minerstack.registration.credentials.SigningWarnings;
import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SignedText;
import io.minerstack.registration.crypto.Ss58;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.wallet.SmallFileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verify}: says whether a credentials file is exactly right, and whose it is. Never prints the token. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a signed credentials file and prints address, URL and age; the token is never shown.")
public final class VerifyCommand implements Callable<Integer> {

    /** Nobody forbids an old file, but keys and addresses change. */
    private static final Duration OLD = Duration.ofDays(365);

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rw-rw-");

    @Parameters(paramLabel = "FILE", description = "The file that sign wrote.")
    private Path file;

    private final CliEnvironment surroundings;

    public VerifyCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path found = surroundings.folder().resolve(file);
        if (Files.notExists(found)) {
            throw new RegistrationException(ExitCode.FILE_NOT_FOUND, "There is no file " + found + ".");
        }
        Credentials credentials = CredentialsParser.parse(SmallFileReader.read(found));
        try (WipeableSecret _ = credentials.token()) {
            CryptoType type = signer(credentials);
            Ago ago = PythonTimestamp.ago(
                    credentials.timestamp(), surroundings.clock().instant());
            if (ago.isFuture()) {
                throw new RegistrationException(
                        ExitCode.SIGNED_IN_FUTURE,
                        "The signature is right, but its time lies in the future: " + credentials.timestamp() + ".");
            }
            if (type != CryptoType.SR25519) {
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "The signature is right, but " + type.label()
                                + ": the network takes every signature for sr25519 and would call it false.");
            }
            print(credentials, type, ago);
            SigningWarnings.tell(credentials.url(), credentials.token(), surroundings.terminal());
            warnOfReaders(found);
            if (ago.least().compareTo(OLD) > 0) {
                surroundings.terminal().warn("It was signed more than a year ago: is it the latest one?");
            }
        }
        return ExitCode.OK.number();
    }

    private void warnOfReaders(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!Collections.disjoint(mode, OTHERS)) {
                surroundings
                        .terminal()
                        .warn("Others on this machine can get at the file (" + PosixFilePermissions.toString(mode)
                                + "), and it holds the API key: chmod 600.");
            }
        } catch (UnsupportedOperationException | IOException e) {
            // a system without such modes, or a file that has gone: nothing is known
        }
    }

    private static CryptoType signer(Credentials credentials) {
        byte[] publicKey = Objects.requireNonNull(Ss58.decode(credentials.address()), "checked by the parser");
        byte[] signature = HexFormat.of().parseHex(credentials.signature());
        byte[] message = credentials.message();
        for (CryptoType type : List.of(CryptoType.SR25519, CryptoType.ED25519)) {
            if (SignedText.verify(type, publicKey, message, signature)) {
                WipeableSecret.wipe(message);
                return type;
            }
        }
        throw new RegistrationException(
                ExitCode.SIGNATURE_FALSE,
                "The signature is false: URL, token, address or signature was changed after signing.");
    }

    private void print(Credentials credentials, CryptoType type, Ago ago) {
        PrintWriter out = surroundings.terminal().out();
        out.println("✓ The signature is right.");
        out.println("  address  " + credentials.address() + "  (" + type.label() + ")");
        out.println("  URL      " + credentials.url().text());
        out.println("  signed   " + credentials.timestamp() + ", " + Age.of(ago));
        out.flush();
    }
}
