package io.minerstack.registration.keyfile;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.keyderivation.Pbkdf2KeyDerivation;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An Ansible vault of version 1.1 or 1.2 (docs.ansible.com, "Ansible Vault payload format 1.1 - 1.2"). After a header
 * line follows the hexadecimal of three lines, each hexadecimal itself: salt, HMAC-SHA256 of the ciphertext, ciphertext
 * (AES-256-CTR).
 */
final class AnsibleVault extends EncryptedKeyfile {

    private static final int ITERATIONS = 10_000;
    private static final int CIPHER_KEY_LENGTH = 32;
    private static final int TAG_KEY_LENGTH = 32;
    private static final int IV_LENGTH = 16;

    private final byte[] tag;
    private final byte[] encrypted;

    private AnsibleVault(byte[] salt, byte[] tag, byte[] encrypted) {
        super(new Pbkdf2KeyDerivation(salt, ITERATIONS, CIPHER_KEY_LENGTH + TAG_KEY_LENGTH + IV_LENGTH));
        this.tag = tag;
        this.encrypted = encrypted;
    }

    static AnsibleVault parse(byte[] file) {
        List<String> lines =
                new String(file, StandardCharsets.ISO_8859_1).strip().lines().toList();
        String[] header = lines.getFirst().strip().split(";", -1);
        if (header.length < 3
                || !header[1].matches("\\d{1,3}\\.\\d{1,3}")
                || !header[2].matches("[A-Za-z0-9-]{1,30}")) {
            throw KeyfileErrors.damaged("the first line is not the header of a vault");
        }
        if (!header[1].matches("1\\.[12]") || !header[2].equals("AES256")) {
            throw new RegistrationException(
                    ExitCode.KEY_UNSUPPORTED,
                    "The key file is an Ansible vault of version " + header[1] + " with cipher " + header[2]
                            + "; only AES256 of version 1.1 or 1.2 is supported.");
        }
        StringBuilder body = new StringBuilder();
        lines.stream().skip(1).forEach(line -> body.append(line.strip()));
        List<String> parts = new String(hex(body.toString()), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        if (parts.size() != 3) {
            throw KeyfileErrors.damaged("the vault has " + parts.size() + " parts instead of 3");
        }
        return new AnsibleVault(hex(parts.get(0)), hex(parts.get(1)), hex(parts.get(2)));
    }

    private static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw KeyfileErrors.damaged("the vault is cut off or not hexadecimal");
        }
    }

    @Override
    byte[] decrypt(byte[] key) {
        byte[] cipherKey = Arrays.copyOf(key, CIPHER_KEY_LENGTH);
        byte[] tagKey = Arrays.copyOfRange(key, CIPHER_KEY_LENGTH, CIPHER_KEY_LENGTH + TAG_KEY_LENGTH);
        byte[] iv = Arrays.copyOfRange(key, key.length - IV_LENGTH, key.length);
        byte[] padded = new byte[0];
        try {
            if (!AesDecryption.isTag(tag, tagKey, encrypted)) {
                throw KeyfileErrors.wrongPassword();
            }
            padded = AesDecryption.decrypt("AES/CTR/NoPadding", cipherKey, iv, encrypted);
            return AesDecryption.withoutPadding(padded);
        } finally {
            WipeableSecret.wipe(cipherKey, tagKey, iv, padded);
        }
    }
}
