package io.minerstack.registration.preflight.connection;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that are trusted.
 *
 * @param manager checks a certificate chain
 * @param context for connections; refuses the chains that the manager refuses
 */
public record CertificateTrust(X509TrustManager manager, SSLContext context) {

    /** The authorities of the JDK, which are those of common browsers. */
    public static CertificateTrust ofSystem() {
        return of(null);
    }

    /** The authorities in the store, or those of the JDK if the store is null. */
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
