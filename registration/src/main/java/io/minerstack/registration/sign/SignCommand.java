package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.ApiKeySource;
import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            names = "--api-url",
            required = true,
            paramLabel = "URL",
            description = "Public address of the miner, such as https://miner.example.com.")
    private String apiUrl;

    @Option(names = "--token", paramLabel = "KEY", description = ApiKeySource.OPTION_DESCRIPTION)
    private @Nullable WipeableSecret token;

    @Mixin
    private final SigningOptions options = new SigningOptions();

    private final CliEnvironment environment;

    public SignCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        // wipes both secrets, also after an exception
        try (options;
                WipeableSecret _ = token) {
            return sign(new ApiUrl(apiUrl));
        }
    }

    private int sign(ApiUrl url) {
        WipeableSecret key = ApiKeySource.find(token, environment);
        try (key) {
            SignedRegistration signed = options.sign(url, key, name, environment);
            signed.write();
            String walletPath = options.hasOwnPath() ? signed.wallet().basePath() : null;
            new NextSteps(environment.terminal()).print(signed, walletPath, token != null);
        }
        return ExitCode.OK.number();
    }
}
