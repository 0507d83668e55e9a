package io.minerstack.registration.credentials;

import io.minerstack.registration.crypto.Ss58;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;

/** Reads a signed credentials file back, strictly: whoever checks it on the other side may be no more forgiving. */
public final class CredentialsParser {

    private CredentialsParser() {}

    /**
     * The content, each field checked by itself. The signature is not verified here.
     *
     * @param file wiped
     */
    public static Credentials parse(byte[] file) {
        WipeableSecret decoded = WipeableSecret.ofUtf8(file);
        if (decoded == null) {
            throw off("it is not UTF-8");
        }
        String text = decoded.reveal();
        decoded.close();
        if (text.startsWith("\uFEFF")) {
            throw off("it begins with a byte order mark; save it without one");
        }
        if (text.indexOf('\r') >= 0) {
            throw off("it has Windows line ends (CR LF); they must be LF alone");
        }
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() != 5 || !lines.getLast().isEmpty()) {
            throw off("it must have exactly four lines, each with a line end");
        }
        String[] message = lines.getFirst().split(Credentials.SEPARATOR, -1);
        if (message.length != 2) {
            throw off("its first line must be the URL, " + Credentials.SEPARATOR + " once, and the token");
        }
        Credentials credentials = new Credentials(
                url(message[0]),
                token(message[1]),
                field(lines.get(1), Credentials.SIGNED_BY, 2),
                field(lines.get(2), Credentials.SIGNATURE, 3),
                field(lines.get(3), Credentials.TIMESTAMP, 4));
        check(credentials);
        return credentials;
    }

    private static ApiUrl url(String text) {
        try {
            return new ApiUrl(text);
        } catch (RegistrationException e) {
            throw off("line 1: " + e.line());
        }
    }

    private static WipeableSecret token(String text) {
        try {
            return ApiToken.checked(WipeableSecret.of(text));
        } catch (RegistrationException e) {
            throw off("line 1: " + e.line());
        }
    }

    private static String field(String line, String label, int number) {
        if (!line.startsWith(label)) {
            throw off("line " + number + " must begin with a tab and '" + label.strip() + " '");
        }
        return line.substring(label.length());
    }

    private static void check(Credentials credentials) {
        byte[] publicKey = Ss58.decode(credentials.address());
        if (publicKey == null) {
            throw off("the address in line 2 is wrong: its check sum does not fit");
        }
        if (!Ss58.encode(publicKey).equals(credentials.address())) {
            throw off("the address in line 2 is written for another network; here it begins with a 5");
        }
        if (!credentials.signature().matches("[0-9a-f]{128}")) {
            throw off("the signature in line 3 must be 128 lower-case hexadecimal digits without 0x");
        }
        if (!PythonTimestamp.isWellFormed(credentials.timestamp())) {
            throw off("the time in line 4 must look like 2026-01-31T12:00:00.000000 (CET)");
        }
    }

    private static RegistrationException off(String what) {
        String end = what.endsWith(".") ? "" : ".";
        return new RegistrationException(ExitCode.CREDENTIALS_MALFORMED, "Not a valid credentials file: " + what + end);
    }
}
