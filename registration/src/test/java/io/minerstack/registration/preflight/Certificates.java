package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.connection.CertificateTrust;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes certificates with the JDK's keytool. */
final class Certificates {

    private static final String PASSWORD = "changeit";

    private Certificates() {}

    /**
     * A store with one key and its self-signed certificate.
     *
     * @param names such as {@code ip:127.0.0.1}
     * @param start such as {@code -10d}
     */
    static KeyStore selfSigned(Path folder, String names, String start, int days) throws Exception {
        Path file = Files.createTempDirectory(folder, "store").resolve("store.p12");
        generate(file, "miner", "-ext", "san=" + names, "-startdate", start, "-validity", String.valueOf(days));
        return load(file);
    }

    /**
     * A store with an authority ({@code ca}) and with a key ({@code miner}) whose certificate the authority signed.
     *
     * @param start of the authority's certificate, such as {@code -10d}; the other one is valid from now on for 90 days
     * @param days validity of the authority's certificate
     */
    static KeyStore signedByAuthority(Path folder, String names, String start, int days) throws Exception {
        Path file = Files.createTempDirectory(folder, "store").resolve("store.p12");
        generate(file, "ca", "-ext", "bc:c", "-startdate", start, "-validity", String.valueOf(days));
        generate(file, "miner", "-ext", "san=" + names, "-signer", "ca", "-validity", "90");
        return load(file);
    }

    private static void generate(Path store, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=self-made " + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(store.resolveSibling("keytool.txt")))
                .isZero();
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        return store;
    }

    static SSLContext serverContext(KeyStore store) throws Exception {
        if (store.containsAlias("ca")) {
            // with two keys in the store the choice of the server is random
            store.deleteEntry("ca");
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Trusts one certificate of the store and what it signed, and nothing else. */
    static CertificateTrust trust(KeyStore store, String alias) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(alias, store.getCertificate(alias));
        return CertificateTrust.of(trusted);
    }
}
