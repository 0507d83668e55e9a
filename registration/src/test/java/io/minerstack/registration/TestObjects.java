package io.minerstack.registration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** One test wallet in every form. Its seed phrase is public: it is in the tests of the wallet tools. */
public final class TestObjects {

    public static final String PASSWORD = "testing-pässword";
    public static final String PHRASE =
            "old leopard transfer rib spatial phone calm indicate online fire caution review";
    public static final String SEED = "da3cf5b1e9144931a0f0db65664aab662673b099415a7f8121b7245fb0be4143";
    public static final String PRIVATE_KEY = "1f1995bdf3a17b60626a26cfe6f564b337d46056b7a1281b64c649d592ccda0a"
            + "9cffd34d9fb01cae1fba61aeed184c817442a2186d5172416729a4b54dd4b84e";
    public static final String PUBLIC_KEY = "e4359ad3e2716c539a1d663ebd0a51bdc5c98a12e663bb4c4402db47828c9446";
    public static final String ADDRESS = "5HDvhV6WDCjCKyrXqGQSDYqQAzkzabNhctmiDYEqgBC66BsX";
    public static final String API_URL = "https://miner.example.com";
    public static final String TOKEN = "test-token-0123456789abcdefghijklmnopqrstuv";

    /** The key that Argon2i derives from {@link #PASSWORD}; PyNaCl and libsodium computed the same. */
    public static final String ARGON2_KEY = "4ff62508373c09fa21801a5e6dd3074ac17a6448e5e3cf9c7b3bd0c50ae689d2";

    private TestObjects() {}

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** A fixture in {@code keyfiles/}. */
    public static byte[] keyfile(String name) {
        try (InputStream stream = TestObjects.class.getResourceAsStream("/keyfiles/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A wallet folder with the given key file and with the public file of the test wallet. */
    public static Path wallet(Path base, String name, byte[] keyfile) throws IOException {
        Path folder = Files.createDirectories(base.resolve(name));
        Files.write(folder.resolve("coldkey"), keyfile);
        Files.write(folder.resolve("coldkeypub.txt"), keyfile("coldkeypub.txt"));
        return folder;
    }

    /** The texts that must never be printed: whole secrets and parts of them. */
    public static List<String> secrets() {
        return List.of(
                PASSWORD,
                PHRASE,
                "leopard transfer",
                SEED,
                PRIVATE_KEY,
                PRIVATE_KEY.substring(0, 64),
                SEED.substring(8, 40));
    }
}
