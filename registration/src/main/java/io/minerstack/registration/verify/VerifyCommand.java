package io.minerstack.registration.verify;

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

/** {@code verify}: checks format and signature of a credentials file and prints its content, without the token. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a signed credentials file and prints address, URL and time; the token is never shown.")
public final class VerifyCommand implements Callable<Integer> {

    /** An older file is valid, but its key or URL has probably changed since. */
    private static final Duration OLD = Duration.ofDays(365);

    private static final Set<PosixFilePermission> OTHER_USERS = PosixFilePermissions.fromString("---rw-rw-");

    @Parameters(paramLabel = "FILE", description = "The file that sign wrote.")
    private Path file;

    private final CliEnvironment environment;

    public VerifyCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path path = environment.folder().resolve(file);
        if (Files.notExists(path)) {
            throw new RegistrationException(ExitCode.FILE_NOT_FOUND, "There is no file " + path + ".");
        }
        Credentials credentials = CredentialsParser.parse(SmallFileReader.read(path));
        try (WipeableSecret _ = credentials.token()) {
            CryptoType type = verifySignature(credentials);
            RelativeTime age = age(credentials);
            if (type != CryptoType.SR25519) {
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "The signature is a valid " + type.label()
                                + " signature, but the network verifies only sr25519 and would reject it.");
            }
            print(credentials, type, age);
            SigningWarnings.print(credentials.url(), credentials.token(), environment.terminal());
            warnOfPermissions(path);
            if (age.isOlderThan(OLD)) {
                environment.terminal().warn("The file was signed more than a year ago: is it the latest one?");
            }
        }
        return ExitCode.OK.number();
    }

    private static CryptoType verifySignature(Credentials credentials) {
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
                ExitCode.SIGNATURE_INVALID,
                "The signature is not valid: URL, token, address or signature was changed after signing.");
    }

    private RelativeTime age(Credentials credentials) {
        PythonTimestamp signed =
                Objects.requireNonNull(PythonTimestamp.parse(credentials.timestamp()), "checked by the parser");
        RelativeTime age = RelativeTime.of(signed, environment.clock().instant());
        if (age.isFuture()) {
            throw new RegistrationException(
                    ExitCode.SIGNED_IN_FUTURE,
                    "The signature is valid, but its time is in the future: " + credentials.timestamp() + ".");
        }
        return age;
    }

    private void print(Credentials credentials, CryptoType type, RelativeTime age) {
        PrintWriter out = environment.terminal().out();
        out.println("✓ The signature is valid.");
        out.println("  address  " + credentials.address() + "  (" + type.label() + ")");
        out.println("  URL      " + credentials.url().text());
        String ago = age.text();
        out.println("  signed   " + credentials.timestamp() + (ago == null ? "" : ", " + ago));
        out.flush();
    }

    private void warnOfPermissions(Path path) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            if (!Collections.disjoint(mode, OTHER_USERS)) {
                environment
                        .terminal()
                        .warn("Other users of this machine can read or change the file ("
                                + PosixFilePermissions.toString(mode)
                                + "), and the file holds the API key: run chmod 600.");
            }
        } catch (UnsupportedOperationException | IOException e) {
            // no POSIX permissions here, or the file was deleted meanwhile: nothing to warn of
        }
    }
}
