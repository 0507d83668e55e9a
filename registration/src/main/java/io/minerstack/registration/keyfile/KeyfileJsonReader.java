package io.minerstack.registration.keyfile;

import io.minerstack.registration.crypto.CryptoType;
import io.minerstack.registration.crypto.Ss58;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads the JSON of a key file leniently: fields may be missing, null or unknown, numbers may be strings. Uses the
 * streaming parser, because a tree keeps secrets in strings that can't be wiped. No message quotes the input.
 */
final class KeyfileJsonReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private static final Set<String> SECRET_FIELDS = Set.of("secretPhrase", "secretSeed", "privateKey");

    private char @Nullable [] phrase;
    private byte @Nullable [] seed;
    private byte @Nullable [] privateKey;
    private @Nullable String address;
    private byte @Nullable [] publicKey;
    private @Nullable String type;
    private boolean unreadable;

    private KeyfileJsonReader() {}

    static KeyMaterial read(byte[] text) {
        KeyfileJsonReader fields = new KeyfileJsonReader();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw KeyfileErrors.damaged("the JSON is not an object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                fields.read(json);
            }
            if (json.nextToken() != null) {
                throw KeyfileErrors.damaged("more text follows the JSON object");
            }
            KeyMaterial material = fields.material();
            fields.release();
            return material;
        } catch (JacksonException e) {
            // also thrown for a wrong encoding, for huge numbers and for deep nesting
            throw KeyfileErrors.damaged("the text is cut off or not JSON");
        } finally {
            fields.wipe();
        }
    }

    private void read(JsonParser json) {
        // some old files have a space before the field name
        String name = json.currentName().strip();
        JsonToken token = json.nextToken();
        refuseOtherFormats(name);
        if (token.isStructStart()) {
            unreadable |= SECRET_FIELDS.contains(name);
            json.skipChildren();
            return;
        }
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "secretPhrase" -> {
                WipeableSecret.wipe(phrase);
                phrase = take(json);
            }
            case "secretSeed" -> {
                WipeableSecret.wipe(seed);
                seed = takeSecretHex(json, 32);
            }
            case "privateKey" -> {
                WipeableSecret.wipe(privateKey);
                privateKey = takeSecretHex(json, 64, 32);
            }
            case "ss58Address" -> address = json.getString();
            case "publicKey" -> publicKey = takeHex(json, 32);
            case "accountId" -> publicKey = publicKey == null ? takeHex(json, 32) : publicKey;
            case "cryptoType" -> type = json.getString();
            default -> WipeableSecret.wipe(take(json));
        }
    }

    private static void refuseOtherFormats(String name) {
        switch (name) {
            case "encoded", "encoding" ->
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "The key file is a polkadot.js export, not a wallet's key file. Import it with btcli first.");
            case "hashedDescriptor" ->
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "The wallet holds a hashed account; only sr25519 and ed25519 keys are supported.");
            default -> {}
        }
    }

    /** Copies the value and wipes it in the buffer of the parser. */
    private static char[] take(JsonParser json) {
        char[] buffer = json.getStringCharacters();
        int from = json.getStringOffset();
        int to = from + json.getStringLength();
        char[] value = Arrays.copyOfRange(buffer, from, to);
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            Arrays.fill(buffer, from, to, '\0');
        }
        return value;
    }

    /** Null if the value is not hexadecimal: some wallets wrote the raw bytes of a seed, and another field may work. */
    private byte @Nullable [] takeSecretHex(JsonParser json, int... lengths) {
        byte[] bytes = takeHex(json, lengths);
        unreadable |= bytes == null;
        return bytes;
    }

    private static byte @Nullable [] takeHex(JsonParser json, int... lengths) {
        char[] digits = take(json);
        byte[] bytes = null;
        for (int length : lengths) {
            bytes = bytes == null ? HexDecoder.decode(digits, length) : bytes;
        }
        WipeableSecret.wipe(digits);
        return bytes;
    }

    private KeyMaterial material() {
        byte[] owner = publicKey;
        if (address != null) {
            owner = Ss58.decode(address);
            if (owner == null) {
                throw KeyfileErrors.damaged("the address has a wrong checksum");
            }
            if (publicKey != null && !Arrays.equals(publicKey, owner)) {
                throw KeyfileErrors.damaged("the address and the public key belong to different accounts");
            }
        }
        return new KeyMaterial(phrase, seed, privateKey, unreadable, owner, cryptoType());
    }

    private @Nullable CryptoType cryptoType() {
        if (type == null) {
            return null;
        }
        for (CryptoType known : CryptoType.values()) {
            if (type.equals(Integer.toString(known.number()))) {
                return known;
            }
        }
        throw new RegistrationException(
                ExitCode.KEY_UNSUPPORTED,
                "The type of this wallet's key is not supported; only sr25519 (1) and ed25519 (0) are.");
    }

    /** The arrays belong to the {@link KeyMaterial} now and must not be wiped here. */
    private void release() {
        phrase = null;
        seed = null;
        privateKey = null;
    }

    private void wipe() {
        WipeableSecret.wipe(phrase);
        WipeableSecret.wipe(seed);
        WipeableSecret.wipe(privateKey);
    }
}
