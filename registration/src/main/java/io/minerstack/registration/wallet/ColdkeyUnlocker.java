package io.minerstack.registration.wallet;

import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.keyfile.EncryptedKeyfile;
import io.minerstack.registration.keyfile.KeyfileContent;
import io.minerstack.registration.keyfile.KeyfileFormat;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.ProgressIndicator;
import io.minerstack.registration.terminal.Terminal;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unlocks the coldkey of a wallet and checks that the key belongs to the wallet's address. */
public final class ColdkeyUnlocker {

    private final Terminal terminal;
    private final Map<String, String> variables;

    public ColdkeyUnlocker(Terminal terminal, Map<String, String> variables) {
        this.terminal = terminal;
        this.variables = variables;
    }

    /**
     * The signing key; the caller closes it.
     *
     * @param passwordOption the value of {@code --wallet-password}, or null to use the variables or a prompt
     */
    public SigningKey unlock(WalletFolder wallet, @Nullable WipeableSecret passwordOption) {
        byte @Nullable [] publicKey = publicKey(wallet);
        byte[] file = SmallFileReader.read(wallet.coldkey());
        byte[] text = new byte[0];
        try {
            text = KeyfileFormat.of(file).isEncrypted()
                    ? decrypt(EncryptedKeyfile.of(file), wallet, passwordOption)
                    : file;
            SigningKey key = KeyfileContent.signingKey(text, publicKey);
            if (publicKey != null && !Arrays.equals(publicKey, key.publicKey())) {
                key.close();
                throw new RegistrationException(
                        ExitCode.KEY_MISMATCH,
                        "The coldkey does not belong to the address in " + wallet.coldkeyPublic()
                                + ": one of the two files is from another wallet.");
            }
            if (publicKey == null) {
                terminal.warn(
                        KeyfileContent.hasAddress(text)
                                ? "No coldkeypub.txt names an address: the key was compared only with its own file."
                                : "No file names the address of this key: make sure that " + key.address()
                                        + " is yours.");
            }
            return key;
        } finally {
            WipeableSecret.wipe(file, text);
        }
    }

    private static byte @Nullable [] publicKey(WalletFolder wallet) {
        if (!Files.exists(wallet.coldkeyPublic())) {
            return null;
        }
        try {
            return KeyfileContent.publicKey(SmallFileReader.read(wallet.coldkeyPublic()));
        } catch (RegistrationException e) {
            if (e.exitCode() != ExitCode.KEYFILE_DAMAGED) {
                throw e;
            }
            throw new RegistrationException(
                    ExitCode.KEYFILE_DAMAGED,
                    wallet.coldkeyPublic() + " is damaged. The file holds no secret: restore it, or move it away.");
        }
    }

    private byte[] decrypt(EncryptedKeyfile keyfile, WalletFolder wallet, @Nullable WipeableSecret passwordOption) {
        keyfile.requireMemory();
        try (WalletPassword password = password(wallet, passwordOption)) {
            try {
                return decrypt(keyfile, password.secret());
            } catch (RegistrationException e) {
                WipeableSecret trimmed = password.typed() ? password.secret().trimmed() : null;
                if (e.exitCode() != ExitCode.PASSWORD_WRONG) {
                    throw e;
                }
                if (trimmed != null) {
                    // some wallet tools trim the typed password, others do not
                    try (trimmed) {
                        return decrypt(keyfile, trimmed);
                    }
                }
                throw new RegistrationException(
                        e.exitCode(), e.message() + " The password came from " + password.origin() + ".");
            }
        }
    }

    private byte[] decrypt(EncryptedKeyfile keyfile, WipeableSecret password) {
        try (ProgressIndicator _ = ProgressIndicator.start(terminal, keyfile.progressLabel())) {
            return keyfile.decrypt(password);
        }
    }

    private WalletPassword password(WalletFolder wallet, @Nullable WipeableSecret passwordOption) {
        WalletPassword password =
                passwordOption == null ? null : new WalletPassword(passwordOption, "the command line", false);
        if (password == null) {
            password = new EnvironmentPasswords(variables).find(wallet);
        }
        if (password == null) {
            WipeableSecret typed = terminal.readSecret("Password of wallet '" + wallet.name() + "' (not shown): ");
            password = typed == null ? null : new WalletPassword(typed, "the keyboard", true);
        }
        if (password == null) {
            throw new RegistrationException(
                    ExitCode.PASSWORD_MISSING,
                    "The wallet needs a password and " + terminal.noInputReason() + ", or set "
                            + EnvironmentPasswords.advice(wallet) + ".");
        }
        if (password.secret().lostCharacters()) {
            password.close();
            throw new RegistrationException(
                    ExitCode.PASSWORD_MISSING,
                    "The password from " + password.origin()
                            + " has letters that this locale does not have; set LC_ALL=C.UTF-8 and try again.");
        }
        return password;
    }
}
