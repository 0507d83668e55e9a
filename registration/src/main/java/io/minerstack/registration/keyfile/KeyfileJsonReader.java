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
 * Reads the JSON of a key file leniently: fields may be missing, null or unknown, numbers may be text. Streams, because
 * a tree would keep the secrets in strings; nothing of the input ever reaches a message.
 */
final class KeyfileJsonReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private static final Set<String> SECRETS = Set.of("secretPhrase", "secretSeed", "privateKey");

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
                throw KeyfileErrors.keyfile("it holds JSON, but no object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                fields.read(json);
            }
            if (json.nextToken() != null) {
                throw KeyfileErrors.keyfile("something follows the JSON object");
            }
            KeyMaterial material = fields.material();
            fields.forget();
            return material;
        } catch (JacksonException e) {
            // not only syntax: a strange encoding, endless numbers and deep nesting have exceptions of their own
            throw KeyfileErrors.keyfile("what is inside is not JSON, or ends in the middle");
        } finally {
            fields.wipe();
        }
    }

    private void read(JsonParser json) {
        // some old files have a space before the name
        String name = json.currentName().strip();
        JsonToken token = json.nextToken();
        refuseOtherKinds(name);
        if (token.isStructStart()) {
            unreadable |= SECRETS.contains(name);
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

    private static void refuseOtherKinds(String name) {
        switch (name) {
            case "encoded", "encoding" ->
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "This is a polkadot.js export, not a wallet's key file. Import it with btcli first.");
            case "hashedDescriptor" ->
                throw new RegistrationException(
                        ExitCode.KEY_UNSUPPORTED,
                        "This wallet holds a hashed account; only sr25519 and ed25519 keys can sign here.");
            default -> {}
        }
    }

    /** Copies the value and wipes it where the parser keeps it. */
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

    /** Null, and remembered, when it is none: some wallets wrote a seed's raw bytes, and other fields may do. */
    private byte @Nullable [] takeSecretHex(JsonParser json, int... lengths) {
        byte[] bytes = takeHex(json, lengths);
        unreadable |= bytes == null;
        return bytes;
    }

    private static byte @Nullable [] takeHex(JsonParser json, int... lengths) {
        char[] digits = take(json);
        byte[] bytes = null;
        for (int length : lengths) {
            bytes = bytes == null ? HexDecoder.bytes(digits, length) : bytes;
        }
        WipeableSecret.wipe(digits);
        return bytes;
    }

    private KeyMaterial material() {
        byte[] belongsTo = publicKey;
        if (address != null) {
            belongsTo = Ss58.decode(address);
            if (belongsTo == null) {
                throw KeyfileErrors.keyfile("its address has a wrong check sum");
            }
            if (publicKey != null && !Arrays.equals(publicKey, belongsTo)) {
                throw KeyfileErrors.keyfile("its address and its public key are not of the same account");
            }
        }
        return new KeyMaterial(phrase, seed, privateKey, unreadable, belongsTo, cryptoType());
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
                "This wallet's key is of a kind that can't sign here; only sr25519 (1) and ed25519 (0) can.");
    }

    /** The arrays belong to somebody else now. */
    private void forget() {
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
