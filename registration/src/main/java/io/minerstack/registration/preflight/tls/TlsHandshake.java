package io.minerstack.registration.preflight.tls;

import io.minerstack.registration.preflight.connection.SocketDeadline;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.connection.TargetSockets;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * The result of a TLS handshake.
 *
 * @param protocol such as {@code TLSv1.3}
 */
record TlsHandshake(String protocol, CertificateChain chain) {

    /** Accepts every certificate, so that the certificate can be examined. */
    static TlsHandshake withoutTrust(Target target) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAllManager()}, null);
        return perform(target, context, false);
    }

    /** Fails unless the chain is trusted and the certificate is for the host. */
    static void requireTrusted(Target target) throws IOException {
        perform(target, target.trust().context(), true);
    }

    private static TlsHandshake perform(Target target, SSLContext context, boolean checkName) throws IOException {
        Duration timeout = target.shortTimeout();
        try (Socket plain = new Socket();
                SocketDeadline _ = SocketDeadline.start(plain, timeout)) {
            TargetSockets.connect(plain, target, timeout);
            try (SSLSocket tls = TargetSockets.startTls(plain, target, context, checkName)) {
                SSLSession session = tls.getSession();
                return new TlsHandshake(
                        session.getProtocol(),
                        new CertificateChain(Arrays.stream(session.getPeerCertificates())
                                .map(X509Certificate.class::cast)
                                .toList()));
            }
        }
    }
}
