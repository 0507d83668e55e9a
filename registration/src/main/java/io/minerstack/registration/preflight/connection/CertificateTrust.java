package io.minerstack.registration.preflight.connection;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are believed: those that a caller of the miner would believe, too.
 *
 * @param manager for asking about a chain
 * @param context for connections; it refuses what the manager refuses
 */
public record CertificateTrust(X509TrustManager manager, SSLContext context) {

    public static CertificateTrust ofSystem() {
        return of(null);
    }

    /** Believes what the store holds, or what the JDK believes when there is none. */
    public static CertificateTrust of(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new CertificateTrust(x509, context);
                }
            }
            throw new IllegalStateException("this JDK checks no X.509 certificates");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK's TLS can't be set up", e);
        }
    }
}
