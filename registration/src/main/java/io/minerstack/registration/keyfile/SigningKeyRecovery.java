package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.SeedPhrase;
import io.minerstack.registration.crypto.SigningKey;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recovers the signing key from the fields of a key file. Wallet versions prefer different fields, and a single field
 * may be damaged, so the first field whose key has the stored address is used: phrase, then seed, then private key.
 */
final class SigningKeyRecovery {

    private SigningKeyRecovery() {}

    static SigningKey recover(KeyMaterial material, byte @Nullable [] fallbackPublicKey) {
        if (!material.hasSecret() && !material.hasUnreadableSecret()) {
            throw new RegistrationException(
                    ExitCode.KEY_UNSUPPORTED, "The key file holds no private key, so it can't sign.");
        }
        byte[] expected = material.publicKey() == null ? fallbackPublicKey : material.publicKey();
        boolean readable = false;
        for (CryptoType type : types(material, expected)) {
            for (Field field : Field.values()) {
                SigningKey key = field.key(material, type);
                if (key == null) {
                    continue;
                }
                readable = true;
                if (expected == null || Arrays.equals(key.publicKey(), expected)) {
                    return key;
                }
                key.close();
            }
        }
        if (!readable) {
            throw KeyfileErrors.damaged("neither phrase nor seed nor private key can be read");
        }
        throw new RegistrationException(
                ExitCode.KEY_MISMATCH,
                "The key in the file does not belong to the address stored with it; nothing was signed.");
    }

    /** The type that the file states, then the other one, but only if there is an address to confirm the key. */
    private static List<CryptoType> types(KeyMaterial material, byte @Nullable [] expected) {
        CryptoType stated = material.type() == null ? CryptoType.SR25519 : material.type();
        CryptoType other = stated == CryptoType.SR25519 ? CryptoType.ED25519 : CryptoType.SR25519;
        return expected == null ? List.of(stated) : List.of(stated, other);
    }

    private enum Field {
        PHRASE {
            @Override
            @Nullable
            SigningKey key(KeyMaterial material, CryptoType type) {
                byte[] seed = material.phrase() == null ? null : SeedPhrase.seed(material.phrase());
                SigningKey key = seed == null ? null : type.fromSeed(seed);
                WipeableSecret.wipe(seed);
                return key;
            }
        },
        SEED {
            @Override
            @Nullable
            SigningKey key(KeyMaterial material, CryptoType type) {
                return material.seed() == null ? null : type.fromSeed(material.seed());
            }
        },
        PRIVATE_KEY {
            @Override
            @Nullable
            SigningKey key(KeyMaterial material, CryptoType type) {
                return material.privateKey() == null ? null : type.fromPrivateKey(material.privateKey());
            }
        };

        abstract @Nullable SigningKey key(KeyMaterial material, CryptoType type);
    }
}
