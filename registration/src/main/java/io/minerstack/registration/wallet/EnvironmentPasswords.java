package io.minerstack.registration.wallet;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables in which wallets keep a password: {@code BT_PW_<path of the key file>} (scrambled with its own name;
 * that hides it from a glance and from nobody else) and the older {@code BT_COLD_PW_<name>} (plain).
 */
final class EnvironmentPasswords {

    private final Map<String, String> environment;

    EnvironmentPasswords(Map<String, String> environment) {
        this.environment = environment;
    }

    @Nullable
    WalletPassword find(WalletFolder wallet) {
        for (String variable : scrambledNames(wallet)) {
            String value = environment.get(variable);
            if (value != null) {
                return new WalletPassword(
                        unscrambled(variable, value, wallet), variable + ", unscrambled" + insteadOf(wallet), false);
            }
        }
        for (String variable : plainNames(wallet)) {
            String value = environment.get(variable);
            if (value != null) {
                return new WalletPassword(WipeableSecret.of(value), variable, false);
            }
        }
        return null;
    }

    /** The name to set, as the wallet's own tools would make it. */
    static String name(WalletFolder wallet) {
        return variable(wallet.statedColdkey());
    }

    /** What to set, and to what. */
    static String advice(WalletFolder wallet) {
        return plainName(wallet) + " to the password itself, or " + name(wallet)
                + " to what save_password_to_env of the wallet's tools makes of it (scrambled, never plain)";
    }

    private static String insteadOf(WalletFolder wallet) {
        return " (a plain one goes into " + plainName(wallet) + ")";
    }

    private static Set<String> scrambledNames(WalletFolder wallet) {
        Set<String> names = new LinkedHashSet<>();
        names.add(name(wallet));
        names.add(variable(wallet.coldkey().toString()));
        return names;
    }

    private static String variable(String path) {
        return "BT_PW_" + path.replace('/', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static List<String> plainNames(WalletFolder wallet) {
        String name = "BT_COLD_PW_" + wallet.name().toUpperCase(Locale.ROOT);
        List<String> names = new ArrayList<>();
        names.add(name);
        names.add(name.replace('-', '_'));
        return names;
    }

    /** The one of them that a shell can set. */
    private static String plainName(WalletFolder wallet) {
        return plainNames(wallet).getLast();
    }

    private static WipeableSecret unscrambled(String variable, String value, WalletFolder wallet) {
        byte[] password;
        try {
            password = Base64.getDecoder().decode(value.strip());
        } catch (IllegalArgumentException e) {
            throw unusable(variable, wallet);
        }
        byte[] mask = variable.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < password.length; i++) {
            password[i] ^= mask[i % mask.length];
        }
        WipeableSecret secret = WipeableSecret.ofUtf8(password);
        if (secret == null) {
            throw unusable(variable, wallet);
        }
        return secret;
    }

    private static RegistrationException unusable(String variable, WalletFolder wallet) {
        return new RegistrationException(
                ExitCode.PASSWORD_MISSING,
                variable + " does not hold a password as save_password_to_env of the wallet's tools scrambles it"
                        + insteadOf(wallet) + ".");
    }
}
