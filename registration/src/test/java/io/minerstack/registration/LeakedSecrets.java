package io.minerstack.registration;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Searches bytes for secrets, in each character set in which a program may have written them. */
final class LeakedSecrets {

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private LeakedSecrets() {}

    /** The {@linkplain TestObjects#secrets() secrets} that the bytes contain. */
    static List<String> in(byte[] bytes) {
        String all = asText(bytes);
        return TestObjects.secrets().stream()
                .filter(secret -> CHARSETS.stream().anyMatch(charset -> all.contains(asText(secret.getBytes(charset)))))
                .toList();
    }

    /** One character per byte, so that bytes can be searched like text. */
    private static String asText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
