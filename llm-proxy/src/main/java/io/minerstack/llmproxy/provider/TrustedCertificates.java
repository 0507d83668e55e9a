package io.minerstack.llmproxy.provider;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider;

/** Trusts the certificates of {@code LLM_CA_FILE} in addition to the public ones, for servers with a private CA. */
final class TrustedCertificates {

    private static final String VARIABLE = "LLM_CA_FILE: ";

    private final @Nullable TrustManagerFactory trust;

    private TrustedCertificates(@Nullable TrustManagerFactory trust) {
        this.trust = trust;
    }

    /**
     * Reads the certificates.
     *
     * @param file one or more certificates in PEM form; null or blank for the public ones alone
     */
    static TrustedCertificates read(@Nullable String file) {
        if (file == null || file.isBlank()) {
            return new TrustedCertificates(null);
        }
        try (InputStream input = Files.newInputStream(Path.of(file.strip()))) {
            Collection<? extends Certificate> own =
                    CertificateFactory.getInstance("X.509").generateCertificates(input);
            if (own.isEmpty()) {
                throw new InvalidConfigurationException(VARIABLE + file + " holds no certificate (expected: PEM)");
            }
            return new TrustedCertificates(trust(own));
        } catch (NoSuchFileException missing) {
            throw new InvalidConfigurationException(VARIABLE + file + " does not exist");
        } catch (IOException | InvalidPathException unreadable) {
            throw new InvalidConfigurationException(VARIABLE + file + " can't be read");
        } catch (GeneralSecurityException malformed) {
            throw new InvalidConfigurationException(VARIABLE + file + " holds no certificate (expected: PEM)");
        }
    }

    private static TrustManagerFactory trust(Collection<? extends Certificate> own)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (Certificate certificate : publicCertificates()) {
            all.setCertificateEntry("public-" + number++, certificate);
        }
        for (Certificate certificate : own) {
            all.setCertificateEntry("own-" + number++, certificate);
        }
        return factory(all);
    }

    private static List<X509Certificate> publicCertificates() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return factory;
    }

    /** The same client with these certificates. */
    HttpClient apply(HttpClient client) {
        TrustManagerFactory certificates = trust;
        if (certificates == null) {
            return client;
        }
        SslProvider.GenericSslContextSpec<?> context =
                Http11SslContextSpec.forClient().configure(builder -> builder.trustManager(certificates));
        return client.secure(tls -> tls.sslContext(context));
    }
}
