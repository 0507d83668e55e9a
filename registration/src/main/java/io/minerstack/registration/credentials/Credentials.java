package io.minerstack.registration.credentials;

import io.minerstack.registration.crypto.SignedText;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;

/**
 * The content of a signed credentials file. The four lines are exact to the byte, since the network parses them.
 *
 * @param address SS58
 * @param signature hexadecimal, lower case, no {@code 0x}
 * @param timestamp in the format of {@link PythonTimestamp}; not signed
 */
public record Credentials(ApiUrl url, WipeableSecret token, String address, String signature, String timestamp) {

    /** Spelt this way in the network's format. */
    public static final String SEPARATOR = "<seperate>";

    static final String SIGNED_BY = "\tSigned by: ";
    static final String SIGNATURE = "\tSignature: ";
    static final String TIMESTAMP = "\tTimestamp: ";

    /** The bytes that the coldkey signs: the first line without the line end. */
    public static byte[] message(ApiUrl url, WipeableSecret token) {
        return SignedText.bytes(url.text() + SEPARATOR + token.reveal());
    }

    public byte[] message() {
        return message(url, token);
    }

    /** The bytes of the whole file. */
    public byte[] file() {
        String lines = url.text() + SEPARATOR + token.reveal() + "\n"
                + SIGNED_BY + address + "\n"
                + SIGNATURE + signature + "\n"
                + TIMESTAMP + timestamp + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }
}
