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

/** Unlocks a wallet's coldkey: file, password, key, and the proof that it is the key it should be. */
public final class ColdkeyUnlocker {

    private final Terminal terminal;
    private final Map<String, String> environment;

    public ColdkeyUnlocker(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /**
     * The key; the caller closes it.
     *
     * @param given the password if it was named already, else null: then the environment and the person are asked
     * @throws RegistrationException one for each thing that can be wrong with a wallet
     */
    public SigningKey unlock(WalletFolder wallet, @Nullable WipeableSecret given) {
        byte @Nullable [] publicKey = publicKey(wallet);
        byte[] file = SmallFileReader.read(wallet.coldkey());
        byte[] text = new byte[0];
        try {
            text = KeyfileFormat.of(file).isEncrypted() ? decrypt(EncryptedKeyfile.of(file), wallet, given) : file;
            SigningKey key = KeyfileContent.signingKey(text, publicKey);
            if (publicKey != null && !Arrays.equals(publicKey, key.publicKey())) {
                key.close();
                throw new RegistrationException(
                        ExitCode.KEY_MISMATCH,
                        "The coldkey does not belong to the address in " + wallet.coldkeyPublic()
                                + ": the files of two wallets got mixed.");
            }
            if (publicKey == null) {
                terminal.warn(
                        KeyfileContent.saysWhoseItIs(text)
                                ? "No coldkeypub.txt names an address: the key was compared with that in its own file only."
                                : "Nothing says which address this key should have: make sure that " + key.address()
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
                    wallet.coldkeyPublic() + " is damaged. It holds no secret: restore it, or move it away.");
        }
    }

    private byte[] decrypt(EncryptedKeyfile keyfile, WalletFolder wallet, @Nullable WipeableSecret given) {
        keyfile.requireMemory();
        try (WalletPassword password = password(wallet, given)) {
            try {
                return open(keyfile, password.secret());
            } catch (RegistrationException e) {
                WipeableSecret trimmed = password.typed() ? password.secret().trimmed() : null;
                if (e.exitCode() != ExitCode.PASSWORD_WRONG) {
                    throw e;
                }
                if (trimmed != null) {
                    // some of the wallet's tools trim what is typed, others don't
                    try (trimmed) {
                        return open(keyfile, trimmed);
                    }
                }
                throw new RegistrationException(e.exitCode(), e.line() + " The password came from " + password.origin() + ".");
            }
        }
    }

    private byte[] open(EncryptedKeyfile keyfile, WipeableSecret password) {
        try (ProgressIndicator _ = ProgressIndicator.of(terminal, keyfile.waitingFor())) {
            return keyfile.open(password);
        }
    }

    private WalletPassword password(WalletFolder wallet, @Nullable WipeableSecret given) {
        WalletPassword password = given == null ? null : new WalletPassword(given, "the command line", false);
        if (password == null) {
            password = new EnvironmentPasswords(environment).find(wallet);
        }
        if (password == null) {
            WipeableSecret typed = terminal.askSecret("Password of wallet '" + wallet.name() + "' (not shown): ");
            password = typed == null ? null : new WalletPassword(typed, "the keyboard", true);
        }
        if (password == null) {
            throw new RegistrationException(
                    ExitCode.PASSWORD_MISSING,
                    "The wallet needs a password and " + terminal.whyNoAnswer() + ", or set "
                            + EnvironmentPasswords.advice(wallet) + ".");
        }
        if (password.secret().lostCharacters()) {
            password.close();
            throw new RegistrationException(
                    ExitCode.PASSWORD_MISSING,
                    "The password from " + password.origin()
                            + " has letters that this locale can't express; set LC_ALL=C.UTF-8 and try again.");
        }
        return password;
    }
}
