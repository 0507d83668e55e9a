package io.minerstack.registration.key;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.sign.SignedRegistration;
import io.minerstack.registration.sign.SigningOptions;
import io.minerstack.registration.terminal.CliEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --sign} of {@code key add} and {@code key rotate}: signs the new key in the same step. */
final class NewKeySigning {

    @Option(
            names = "--sign",
            description = "Also sign the registration with the new key, as ./miner sign does. Needs --api-url.")
    private boolean sign;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "With --sign: public address of the miner, such as https://miner.example.com.")
    private @Nullable String apiUrl;

    @Option(
            names = "--wallet",
            defaultValue = "default",
            paramLabel = "WALLET",
            description = "With --sign: name of the wallet (default: ${DEFAULT-VALUE}).")
    private String wallet;

    @Mixin
    private final SigningOptions options = new SigningOptions();

    /** Checks the options before anything is asked or changed. */
    void check() {
        if (sign && apiUrl == null) {
            throw KeyArguments.usage("--sign needs --api-url URL");
        }
        if (!sign && apiUrl != null) {
            throw KeyArguments.usage("--api-url is for --sign");
        }
    }

    /**
     * Signs the new key, before the key file is changed: a wrong password ends the command with nothing changed.
     *
     * @return null without {@code --sign}
     */
    @Nullable
    SignedRegistration sign(String key, CliEnvironment environment) {
        try (options) {
            return sign && apiUrl != null
                    ? options.sign(new ApiUrl(apiUrl), WipeableSecret.of(key), wallet, environment)
                    : null;
        }
    }

    /** Writes the signed file once the key file is changed. */
    static void write(@Nullable SignedRegistration signed) {
        if (signed == null) {
            return;
        }
        try {
            signed.write();
        } catch (RegistrationException failed) {
            throw new RegistrationException(
                    failed.exitCode(),
                    failed.message() + " The new key is in the key file and printed above: sign it with ./miner sign.");
        }
    }
}
