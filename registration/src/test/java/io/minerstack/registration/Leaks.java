package io.minerstack.registration;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for secrets in bytes, in each character set that a program may have written them in. */
final class Leaks {

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private Leaks() {}

    /** Which of the {@linkplain TestObjects#secrets() secrets} are there. */
    static List<String> in(byte[] bytes) {
        String all = asText(bytes);
        return TestObjects.secrets().stream()
                .filter(secret -> CHARSETS.stream().anyMatch(charset -> all.contains(asText(secret.getBytes(charset)))))
                .toList();
    }

    /** A character for each byte, so that bytes can be searched for like text. */
    private static String asText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
