package io.minerstack.testsupport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and certificates that the JDK's keytool made, in a file of its own. */
public final class TestKeyStore {

    /** Of the file and of its keys. */
    public static final String PASSWORD = "test-only";

    /** The alias of the server's key. */
    public static final String SERVER = "server";

    /** The alias of the authority's key. */
    public static final String AUTHORITY = "ca";

    private final Path file;

    private TestKeyStore(Path file) {
        this.file = file;
    }

    /**
     * A server's key with a self-signed certificate.
     *
     * @param names such as {@code ip:127.0.0.1,dns:localhost}
     * @param validity keytool's options, such as {@code -startdate -10d -validity 90}; none: 90 days from now on
     */
    public static TestKeyStore selfSigned(Path folder, String names, String... validity) throws IOException {
        TestKeyStore store = in(folder);
        store.generate(SERVER, "-ext", "san=" + names).with(validity).run();
        return store;
    }

    /**
     * An authority, and a server's key whose certificate the authority signed. The server's is valid for 90 days.
     *
     * @param names of the server, such as {@code ip:127.0.0.1,dns:localhost}
     * @param validity keytool's options for the authority's certificate; none: 90 days from now on
     */
    public static TestKeyStore signedByAuthority(Path folder, String names, String... validity) throws IOException {
        TestKeyStore store = in(folder);
        store.generate(AUTHORITY, "-ext", "bc:c").with(validity).run();
        store.generate(SERVER, "-ext", "san=" + names, "-signer", AUTHORITY).run();
        return store;
    }

    private static TestKeyStore in(Path folder) throws IOException {
        return new TestKeyStore(Files.createTempDirectory(folder, "store").resolve("keys.p12"));
    }

    private Keytool generate(String alias, String... options) {
        return new Keytool(file.resolveSibling("keytool.txt"))
                .with("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=self-made " + alias)
                .with("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
                .with(options);
    }

    /** The certificate of {@link #SERVER} or {@link #AUTHORITY}. */
    public X509Certificate certificate(String alias) throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate(alias);
    }

    /** A file with a certificate in PEM form. */
    public Path pem(String alias) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate(alias).getEncoded());
        return Files.writeString(
                file.resolveSibling(alias + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** A store that trusts a certificate and what it signed, and nothing else. */
    public KeyStore trusting(String alias) throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry(alias, certificate(alias));
        return trusted;
    }

    /** {@link #trusting} as a file. */
    public Path trustingFile(String alias) throws IOException, GeneralSecurityException {
        Path trusted = file.resolveSibling("trusting-" + alias + ".p12");
        try (OutputStream stream = Files.newOutputStream(trusted)) {
            trusting(alias).store(stream, PASSWORD.toCharArray());
        }
        return trusted;
    }

    /** The TLS settings of a server with the key. */
    public SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyStore store = load();
        if (store.containsAlias(AUTHORITY)) {
            // with two keys in the store the choice of the server is random
            store.deleteEntry(AUTHORITY);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** One call of keytool. */
    private static final class Keytool {

        private final Path output;
        private final List<String> command = new ArrayList<>();

        Keytool(Path output) {
            this.output = output;
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        }

        Keytool with(String... options) {
            command.addAll(List.of(options));
            return this;
        }

        void run() throws IOException {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("keytool failed: " + Files.readString(output));
                }
            } catch (InterruptedException interrupted) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            }
        }
    }
}
