package io.minerstack.registration.credentials;

import io.minerstack.registration.crypto.Ss58;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.util.List;

/** Parses a signed credentials file strictly, because the network's own parser may be strict too. */
public final class CredentialsParser {

    private CredentialsParser() {}

    /**
     * Parses the file and checks each field. Does not verify the signature.
     *
     * @param file the bytes; wiped
     */
    public static Credentials parse(byte[] file) {
        WipeableSecret decoded = WipeableSecret.ofUtf8(file);
        if (decoded == null) {
            throw malformed("the text is not UTF-8");
        }
        String text = decoded.reveal();
        decoded.close();
        if (text.startsWith("\uFEFF")) {
            throw malformed("the file starts with a byte order mark; save it without one");
        }
        if (text.indexOf('\r') >= 0) {
            throw malformed("the lines end with CR LF (Windows); they must end with LF");
        }
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() != 5 || !lines.getLast().isEmpty()) {
            throw malformed("the file must have exactly four lines, each with a line end");
        }
        String[] message = lines.getFirst().split(Credentials.SEPARATOR, -1);
        if (message.length != 2) {
            throw malformed("the first line must be the URL, " + Credentials.SEPARATOR + " once, and the token");
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
            throw malformed("line 1: " + e.message());
        }
    }

    private static WipeableSecret token(String text) {
        try {
            return ApiToken.checked(WipeableSecret.of(text));
        } catch (RegistrationException e) {
            throw malformed("line 1: " + e.message());
        }
    }

    private static String field(String line, String label, int number) {
        if (!line.startsWith(label)) {
            throw malformed("line " + number + " must start with a tab and '" + label.strip() + " '");
        }
        return line.substring(label.length());
    }

    private static void check(Credentials credentials) {
        byte[] publicKey = Ss58.decode(credentials.address());
        if (publicKey == null) {
            throw malformed("the address in line 2 has a wrong checksum");
        }
        if (!Ss58.encode(publicKey).equals(credentials.address())) {
            throw malformed("the address in line 2 is in the form of another network; here an address starts with 5");
        }
        if (!credentials.signature().matches("[0-9a-f]{128}")) {
            throw malformed("the signature in line 3 must be 128 lower-case hexadecimal digits without 0x");
        }
        if (PythonTimestamp.parse(credentials.timestamp()) == null) {
            throw malformed("the time in line 4 must look like 2026-01-31T12:00:00.000001 (UTC)");
        }
    }

    private static RegistrationException malformed(String problem) {
        String end = problem.endsWith(".") ? "" : ".";
        return new RegistrationException(
                ExitCode.CREDENTIALS_MALFORMED, "Not a valid credentials file: " + problem + end);
    }
}
