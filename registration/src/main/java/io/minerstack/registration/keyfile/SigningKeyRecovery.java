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
 * Rebuilds the key from whatever a file has. Wallets of different ages prefer different fields, and a field may be
 * damaged alone, so the first one that gives the stored address wins: phrase, seed, private key.
 */
final class SigningKeyRecovery {

    private SigningKeyRecovery() {}

    static SigningKey of(KeyMaterial material, byte @Nullable [] fallback) {
        if (!material.hasSecret() && !material.hasUnreadableSecret()) {
            throw new RegistrationException(
                    ExitCode.KEY_UNSUPPORTED, "The key file holds no private key, so nothing can be signed with it.");
        }
        byte[] belongsTo = material.publicKey() == null ? fallback : material.publicKey();
        boolean readable = false;
        for (CryptoType type : types(material, belongsTo)) {
            for (Field field : Field.values()) {
                SigningKey key = field.key(material, type);
                if (key == null) {
                    continue;
                }
                readable = true;
                if (belongsTo == null || Arrays.equals(key.publicKey(), belongsTo)) {
                    return key;
                }
                key.close();
            }
        }
        if (!readable) {
            throw KeyfileErrors.keyfile("neither phrase nor seed nor private key in it can be read");
        }
        throw new RegistrationException(
                ExitCode.KEY_MISMATCH,
                "The key in the file does not belong to the address stored with it; nothing was signed.");
    }

    /** The kind that the file states comes first; the other is tried only where an address can prove it right. */
    private static List<CryptoType> types(KeyMaterial material, byte @Nullable [] belongsTo) {
        CryptoType stated = material.type() == null ? CryptoType.SR25519 : material.type();
        CryptoType other = stated == CryptoType.SR25519 ? CryptoType.ED25519 : CryptoType.SR25519;
        return belongsTo == null ? List.of(stated) : List.of(stated, other);
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
