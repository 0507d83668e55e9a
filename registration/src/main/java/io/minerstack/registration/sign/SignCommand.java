package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.ApiKeySource;
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
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sign}: binds the miner's URL and token to the wallet's coldkey. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = "Signs the miner's URL and token with the wallet's coldkey and writes the file to submit.")
public final class SignCommand implements Callable<Integer> {

    @Option(
            names = "--name",
            defaultValue = "default",
            paramLabel = "WALLET",
            description = "Name of the wallet (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--path",
            defaultValue = WalletFolder.DEFAULT_BASE,
            paramLabel = "FOLDER",
            description = "Folder that holds the wallets (default: ${DEFAULT-VALUE}).")
    private String path;

    @Option(
            names = "--hotkey",
            paramLabel = "HOTKEY",
            description = "Hotkey that will be registered; only checked to exist.")
    private @Nullable String hotkey;

    @Option(
            names = "--api-url",
            required = true,
            paramLabel = "URL",
            description = "Public address of the miner, such as https://miner.example.com.")
    private String apiUrl;

    @Option(
            names = "--token",
            paramLabel = "KEY",
            description =
                    "The miner's API key. Others on this machine can see it: better leave it to API_KEY of the environment or"
                            + " of the stack's .env, which is the default.")
    private @Nullable WipeableSecret token;

    @Option(
            names = "--wallet-password",
            paramLabel = "PASSWORD",
            description = "The wallet's password. Others on this machine can see it: better be asked.")
    private @Nullable WipeableSecret walletPassword;

    @Option(
            names = "--output",
            defaultValue = "signed_credentials.txt",
            paramLabel = "FILE",
            description = "File to write, mode 0600 (default: ${DEFAULT-VALUE}).")
    private Path output;

    private final CliEnvironment surroundings;
    private final Terminal terminal;

    public SignCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        // whatever goes wrong, nothing that was given stays
        try (WipeableSecret _ = walletPassword;
                WipeableSecret _ = token) {
            return sign(new ApiUrl(apiUrl));
        }
    }

    private int sign(ApiUrl url) {
        WipeableSecret key = ApiKeySource.orGiven(token, surroundings);
        try (key) {
            if (output.toString().equals("-")) {
                throw new RegistrationException(
                        ExitCode.OUTPUT_REFUSED,
                        "--output - would send the API key to a terminal or a pipe: name a file (or ./- for one of that name).");
            }
            OutputFile file = OutputFile.at(surroundings.folder().resolve(output));
            WalletFolder wallet = wallet();
            warn(url, key);
            Credentials credentials = sign(url, key, wallet);
            byte[] content = credentials.file();
            try {
                file.write(content);
            } finally {
                WipeableSecret.wipe(content);
            }
            String walletPath = path.equals(WalletFolder.DEFAULT_BASE) ? null : wallet.statedBase();
            new NextSteps(terminal).print(credentials, file.path(), wallet.name(), walletPath, hotkey, token != null);
        }
        return ExitCode.OK.number();
    }

    private WalletFolder wallet() {
        int slash = name.indexOf('/');
        if (slash > 0 && hotkey == null) {
            // newer tools name wallet and hotkey in one
            hotkey = name.substring(slash + 1);
            name = name.substring(0, slash);
        }
        WalletFolder wallet = WalletFolder.find(path, name, surroundings.home());
        wallet.requireHotkey(hotkey);
        return wallet;
    }

    private void warn(ApiUrl url, WipeableSecret key) {
        if (walletPassword != null) {
            terminal.warn(
                    "--wallet-password shows the password to everyone who lists processes, and to the shell's history.");
        }
        SigningWarnings.tell(url, key, terminal);
    }

    private Credentials sign(ApiUrl url, WipeableSecret key, WalletFolder wallet) {
        byte[] message = Credentials.message(url, key);
        ColdkeyUnlocker coldkey = new ColdkeyUnlocker(terminal, surroundings.environment());
        try (SigningKey signer = coldkey.unlock(wallet, walletPassword)) {
            if (signer.type() != CryptoType.SR25519) {
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "This coldkey is " + signer.type().label()
                                + ", and the network takes every signature for sr25519:"
                                + " it would call this one false. Sign with an sr25519 coldkey.");
            }
            byte[] signature = signer.sign(message);
            if (!SignedText.verify(signer.type(), signer.publicKey(), message, signature)) {
                throw new RegistrationException(
                        ExitCode.OWN_SIGNATURE_FALSE, "The signature just made does not verify; nothing was written.");
            }
            String time = PythonTimestamp.of(ZonedDateTime.now(surroundings.clock()));
            return new Credentials(url, key, signer.address(), HexFormat.of().formatHex(signature), time);
        } finally {
            WipeableSecret.wipe(message);
        }
    }
}
