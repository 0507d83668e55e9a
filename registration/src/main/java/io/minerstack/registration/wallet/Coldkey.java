package io.minerstack.registration.wallet;

import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.failure.Failure;
import io.minerstack.registration.keyfile.EncryptedKeyfile;
import io.minerstack.registration.keyfile.KeyfileFormat;
import io.minerstack.registration.keyfile.KeyfileText;
import io.minerstack.registration.secret.Secret;
import io.minerstack.registration.terminal.Progress;
import io.minerstack.registration.terminal.Terminal;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unlocks a wallet's coldkey: file, password, key, and the proof that it is the key it should be. */
public final class Coldkey {

    private final Terminal terminal;
    private final Map<String, String> environment;

    public Coldkey(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /**
     * The key; the caller closes it.
     *
     * @param given the password if it was named already, else null: then the environment and the person are asked
     * @throws Failure one for each thing that can be wrong with a wallet
     */
    public SigningKey unlock(WalletFolder wallet, @Nullable Secret given) {
        byte @Nullable [] publicKey = publicKey(wallet);
        byte[] file = SmallFile.read(wallet.coldkey());
        byte[] text = new byte[0];
        try {
            text = KeyfileFormat.of(file).isEncrypted() ? decrypt(EncryptedKeyfile.of(file), wallet, given) : file;
            SigningKey key = KeyfileText.signingKey(text, publicKey);
            if (publicKey != null && !Arrays.equals(publicKey, key.publicKey())) {
                key.close();
                throw new Failure(
                        ExitCode.KEY_MISMATCH,
                        "The coldkey does not belong to the address in " + wallet.coldkeyPublic()
                                + ": the files of two wallets got mixed.");
            }
            if (publicKey == null) {
                terminal.warn(
                        KeyfileText.saysWhoseItIs(text)
                                ? "No coldkeypub.txt names an address: the key was compared with that in its own file only."
                                : "Nothing says which address this key should have: make sure that " + key.address()
                                        + " is yours.");
            }
            return key;
        } finally {
            Secret.wipe(file, text);
        }
    }

    private static byte @Nullable [] publicKey(WalletFolder wallet) {
        if (!Files.exists(wallet.coldkeyPublic())) {
            return null;
        }
        try {
            return KeyfileText.publicKey(SmallFile.read(wallet.coldkeyPublic()));
        } catch (Failure e) {
            if (e.exitCode() != ExitCode.KEYFILE_DAMAGED) {
                throw e;
            }
            throw new Failure(
                    ExitCode.KEYFILE_DAMAGED,
                    wallet.coldkeyPublic() + " is damaged. It holds no secret: restore it, or move it away.");
        }
    }

    private byte[] decrypt(EncryptedKeyfile keyfile, WalletFolder wallet, @Nullable Secret given) {
        keyfile.requireMemory();
        try (Password password = password(wallet, given)) {
            try {
                return open(keyfile, password.secret());
            } catch (Failure e) {
                Secret trimmed = password.typed() ? password.secret().trimmed() : null;
                if (e.exitCode() != ExitCode.PASSWORD_WRONG) {
                    throw e;
                }
                if (trimmed != null) {
                    // some of the wallet's tools trim what is typed, others don't
                    try (trimmed) {
                        return open(keyfile, trimmed);
                    }
                }
                throw new Failure(e.exitCode(), e.line() + " The password came from " + password.origin() + ".");
            }
        }
    }

    private byte[] open(EncryptedKeyfile keyfile, Secret password) {
        try (Progress _ = Progress.of(terminal, keyfile.waitingFor())) {
            return keyfile.open(password);
        }
    }

    private Password password(WalletFolder wallet, @Nullable Secret given) {
        Password password = given == null ? null : new Password(given, "the command line", false);
        if (password == null) {
            password = new EnvironmentPassword(environment).find(wallet);
        }
        if (password == null) {
            Secret typed = terminal.askSecret("Password of wallet '" + wallet.name() + "' (not shown): ");
            password = typed == null ? null : new Password(typed, "the keyboard", true);
        }
        if (password == null) {
            throw new Failure(
                    ExitCode.PASSWORD_MISSING,
                    "The wallet needs a password and " + terminal.whyNoAnswer() + ", or set "
                            + EnvironmentPassword.advice(wallet) + ".");
        }
        if (password.secret().lostCharacters()) {
            password.close();
            throw new Failure(
                    ExitCode.PASSWORD_MISSING,
                    "The password from " + password.origin()
                            + " has letters that this locale can't express; set LC_ALL=C.UTF-8 and try again.");
        }
        return password;
    }
}
