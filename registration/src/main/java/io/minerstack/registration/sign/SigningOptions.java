package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.credentials.OutputFile;
import io.minerstack.registration.credentials.PythonTimestamp;
import io.minerstack.registration.credentials.SigningWarnings;
import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SignedText;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.Terminal;
import io.minerstack.registration.wallet.ColdkeyUnlocker;
import io.minerstack.registration.wallet.WalletFolder;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that signs a registration: where the wallet is, and where the file goes. */
public final class SigningOptions implements AutoCloseable {

    @Option(
            names = "--path",
            defaultValue = WalletFolder.DEFAULT_BASE,
            paramLabel = "FOLDER",
            description = "Folder that holds the wallets (default: ${DEFAULT-VALUE}).")
    private String path;

    @Option(
            names = "--hotkey",
            paramLabel = "HOTKEY",
            description = "Hotkey to register; sign only checks that it exists.")
    private @Nullable String hotkey;

    @Option(
            names = "--wallet-password",
            paramLabel = "PASSWORD",
            description =
                    "The wallet's password. Other users of this machine can see the option, so prefer the prompt.")
    private @Nullable WipeableSecret walletPassword;

    @Option(
            names = "--output",
            defaultValue = "signed_credentials.txt",
            paramLabel = "FILE",
            description = "File to write, mode 0600 (default: ${DEFAULT-VALUE}).")
    private Path output;

    /** Whether {@code --path} names another folder than the usual one. */
    boolean hasOwnPath() {
        return !path.equals(WalletFolder.DEFAULT_BASE);
    }

    /**
     * Signs a URL and a key. Asks for the wallet's password if it has one. Writes nothing.
     *
     * @param name the wallet's name, or wallet/hotkey
     */
    public SignedRegistration sign(ApiUrl url, WipeableSecret key, String name, CliEnvironment environment) {
        if (output.toString().equals("-")) {
            throw new RegistrationException(
                    ExitCode.OUTPUT_REFUSED,
                    "--output - would print the API key: name a file (./- for a file of that name).");
        }
        OutputFile file = OutputFile.at(environment.folder().resolve(output));
        WalletFolder wallet = wallet(name, environment);
        warn(url, key, environment.terminal());
        return new SignedRegistration(credentials(url, key, wallet, environment), file, wallet, hotkey);
    }

    private WalletFolder wallet(String name, CliEnvironment environment) {
        int slash = name.indexOf('/');
        String walletName = name;
        if (slash > 0 && hotkey == null) {
            // bittensor 11 writes wallet/hotkey as one name
            hotkey = name.substring(slash + 1);
            walletName = name.substring(0, slash);
        }
        WalletFolder wallet = WalletFolder.find(path, walletName, environment.home());
        wallet.requireHotkey(hotkey);
        return wallet;
    }

    private void warn(ApiUrl url, WipeableSecret key, Terminal terminal) {
        if (walletPassword != null) {
            terminal.warn("--wallet-password shows the password in the list of processes and in the shell's history.");
        }
        SigningWarnings.print(url, key, terminal);
    }

    private Credentials credentials(ApiUrl url, WipeableSecret key, WalletFolder wallet, CliEnvironment environment) {
        byte[] message = Credentials.message(url, key);
        ColdkeyUnlocker coldkey = new ColdkeyUnlocker(environment.terminal(), environment.variables());
        try (SigningKey signer = coldkey.unlock(wallet, walletPassword)) {
            if (signer.type() != CryptoType.SR25519) {
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "This coldkey is " + signer.type().label()
                                + ", and the network verifies every signature as sr25519, so it would reject this one."
                                + " Sign with an sr25519 coldkey.");
            }
            byte[] signature = signer.sign(message);
            if (!SignedText.verify(signer.type(), signer.publicKey(), message, signature)) {
                throw new RegistrationException(
                        ExitCode.OWN_SIGNATURE_INVALID, "The new signature does not verify; nothing was written.");
            }
            PythonTimestamp time = PythonTimestamp.utc(environment.clock().instant());
            return new Credentials(url, key, signer.address(), HexFormat.of().formatHex(signature), time.text());
        } finally {
            WipeableSecret.wipe(message);
        }
    }

    /** Wipes the password. */
    @Override
    public void close() {
        if (walletPassword != null) {
            walletPassword.close();
        }
    }
}
