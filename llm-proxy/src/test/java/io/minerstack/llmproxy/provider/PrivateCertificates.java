package io.minerstack.llmproxy.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A private CA and a server certificate of it, made with the JDK's keytool.
 *
 * @param ca the certificate of the CA in PEM form
 * @param keys the server's key and certificate
 */
record PrivateCertificates(Path ca, Path keys) {

    private static final String PASSWORD = "test-only";

    /**
     * Makes both in a folder.
     *
     * @param subjectNames of the server, such as {@code dns:localhost}
     */
    static PrivateCertificates create(Path folder, String subjectNames) throws IOException, InterruptedException {
        Path authority = folder.resolve("ca.p12");
        Path server = folder.resolve("server.p12");
        Path pem = folder.resolve("ca.pem");
        Path request = folder.resolve("server.csr");
        Path certificate = folder.resolve("server.pem");
        keytool(authority, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Test CA", "-ext", "bc:c");
        keytool(authority, "-exportcert", "-rfc", "-alias", "ca", "-file", pem.toString());
        keytool(server, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=Test server");
        keytool(server, "-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-ext",
                "san=" + subjectNames,
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString());
        keytool(server, "-importcert", "-noprompt", "-alias", "ca", "-file", pem.toString());
        keytool(server, "-importcert", "-noprompt", "-alias", "server", "-file", certificate.toString());
        return new PrivateCertificates(pem, server);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool " + arguments[0] + " failed");
        }
    }

    /** The TLS settings of the server. */
    SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
