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
 * Finds a wallet's password in the environment: {@code BT_PW_<path of the key file>} (Base64 of the password XOR the
 * name of the variable; an obfuscation, not an encryption) and the older {@code BT_COLD_PW_<name>} (plain).
 */
final class EnvironmentPasswords {

    private final Map<String, String> variables;

    EnvironmentPasswords(Map<String, String> variables) {
        this.variables = variables;
    }

    @Nullable
    WalletPassword find(WalletFolder wallet) {
        for (String variable : obfuscatedNames(wallet)) {
            String value = variables.get(variable);
            if (value != null) {
                return new WalletPassword(
                        decoded(variable, value, wallet), variable + plainPasswordAdvice(wallet), false);
            }
        }
        for (String variable : plainNames(wallet)) {
            String value = variables.get(variable);
            if (value != null) {
                return new WalletPassword(WipeableSecret.of(value), variable, false);
            }
        }
        return null;
    }

    /** The name of the obfuscated variable, as the wallet's own tools build it. */
    static String obfuscatedName(WalletFolder wallet) {
        return variable(wallet.coldkeyPath());
    }

    /** The end of a sentence that says which variable to set. */
    static String advice(WalletFolder wallet) {
        return plainName(wallet) + " to the password itself, or " + obfuscatedName(wallet)
                + " to the obfuscated password that save_password_to_env of the wallet's tools makes";
    }

    private static String plainPasswordAdvice(WalletFolder wallet) {
        return " (a plain password belongs in " + plainName(wallet) + ")";
    }

    private static Set<String> obfuscatedNames(WalletFolder wallet) {
        Set<String> names = new LinkedHashSet<>();
        names.add(obfuscatedName(wallet));
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

    /** The name that a shell can set. */
    private static String plainName(WalletFolder wallet) {
        return plainNames(wallet).getLast();
    }

    private static WipeableSecret decoded(String variable, String value, WalletFolder wallet) {
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
                variable + " does not hold a password as save_password_to_env of the wallet's tools writes it"
                        + plainPasswordAdvice(wallet) + ".");
    }
}
