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
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sign}: signs the miner's URL and token with the wallet's coldkey and writes the file to submit. */
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
            description = "Hotkey to register; sign only checks that it exists.")
    private @Nullable String hotkey;

    @Option(
            names = "--api-url",
            required = true,
            paramLabel = "URL",
            description = "Public address of the miner, such as https://miner.example.com.")
    private String apiUrl;

    @Option(names = "--token", paramLabel = "KEY", description = ApiKeySource.OPTION_DESCRIPTION)
    private @Nullable WipeableSecret token;

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

    private final CliEnvironment environment;
    private final Terminal terminal;

    public SignCommand(CliEnvironment environment) {
        this.environment = environment;
        this.terminal = environment.terminal();
    }

    @Override
    public Integer call() {
        // wipes both secrets, also after an exception
        try (WipeableSecret _ = walletPassword;
                WipeableSecret _ = token) {
            return sign(new ApiUrl(apiUrl));
        }
    }

    private int sign(ApiUrl url) {
        WipeableSecret key = ApiKeySource.find(token, environment);
        try (key) {
            if (output.toString().equals("-")) {
                throw new RegistrationException(
                        ExitCode.OUTPUT_REFUSED,
                        "--output - would print the API key: name a file (./- for a file of that name).");
            }
            OutputFile file = OutputFile.at(environment.folder().resolve(output));
            WalletFolder wallet = wallet();
            warn(url, key);
            Credentials credentials = sign(url, key, wallet);
            byte[] content = credentials.file();
            try {
                file.write(content);
            } finally {
                WipeableSecret.wipe(content);
            }
            String walletPath = path.equals(WalletFolder.DEFAULT_BASE) ? null : wallet.basePath();
            new NextSteps(terminal).print(credentials, file.path(), wallet.name(), walletPath, hotkey, token != null);
        }
        return ExitCode.OK.number();
    }

    private WalletFolder wallet() {
        int slash = name.indexOf('/');
        if (slash > 0 && hotkey == null) {
            // bittensor 11 writes wallet/hotkey as one name
            hotkey = name.substring(slash + 1);
            name = name.substring(0, slash);
        }
        WalletFolder wallet = WalletFolder.find(path, name, environment.home());
        wallet.requireHotkey(hotkey);
        return wallet;
    }

    private void warn(ApiUrl url, WipeableSecret key) {
        if (walletPassword != null) {
            terminal.warn("--wallet-password shows the password in the list of processes and in the shell's history.");
        }
        SigningWarnings.print(url, key, terminal);
    }

    private Credentials sign(ApiUrl url, WipeableSecret key, WalletFolder wallet) {
        byte[] message = Credentials.message(url, key);
        ColdkeyUnlocker coldkey = new ColdkeyUnlocker(terminal, environment.variables());
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
}
