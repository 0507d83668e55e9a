package io.minerstack.registration.credentials;

import io.minerstack.registration.crypto.SignedText;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;

/**
 * The content of a signed credentials file: four lines, byte for byte as the network reads them.
 *
 * @param address SS58
 * @param signature hexadecimal, lower case, no {@code 0x}
 * @param timestamp as {@link PythonTimestamp} writes it; it is not part of what is signed
 */
public record Credentials(ApiUrl url, WipeableSecret token, String address, String signature, String timestamp) {

    /** Spelt so in the network's format. */
    public static final String SEPARATOR = "<seperate>";

    static final String SIGNED_BY = "\tSigned by: ";
    static final String SIGNATURE = "\tSignature: ";
    static final String TIMESTAMP = "\tTimestamp: ";

    /** What the coldkey signs: the first line without its end. */
    public static byte[] message(ApiUrl url, WipeableSecret token) {
        return SignedText.bytes(url.text() + SEPARATOR + token.reveal());
    }

    public byte[] message() {
        return message(url, token);
    }

    /** The whole file. */
    public byte[] file() {
        String lines = url.text() + SEPARATOR + token.reveal() + "\n"
                + SIGNED_BY + address + "\n"
                + SIGNATURE + signature + "\n"
                + TIMESTAMP + timestamp + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }
}
