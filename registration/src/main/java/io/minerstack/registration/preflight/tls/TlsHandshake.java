package io.minerstack.registration.preflight.tls;

import io.minerstack.registration.preflight.connection.SocketDeadline;
import io.minerstack.registration.preflight.connection.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a server shows in a TLS handshake.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param chain its own certificate first
 */
public record TlsHandshake(String protocol, List<X509Certificate> chain) {

    /** Shakes hands with anybody, to look at the certificate. Nothing is ever sent over such a connection. */
    public static TlsHandshake look(Target target) throws IOException, GeneralSecurityException {
        SSLContext curious = SSLContext.getInstance("TLS");
        curious.init(null, new TrustManager[] {new Onlooker()}, null);
        return shake(target, curious, false);
    }

    /** Shakes hands as a careful caller does: trusted chain, right name. */
    public static void insist(Target target) throws IOException {
        shake(target, target.trust().context(), true);
    }

    private static TlsHandshake shake(Target target, SSLContext context, boolean checkName) throws IOException {
        Duration limit = target.shortLimit();
        int millis = Math.toIntExact(limit.toMillis());
        try (Socket plain = new Socket();
                SocketDeadline _ = SocketDeadline.closing(plain, limit)) {
            plain.connect(
                    new InetSocketAddress(
                            target.addresses().getFirst(), target.url().port()),
                    millis);
            plain.setSoTimeout(millis);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(plain, target.url().host(), target.url().port(), true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm(checkName ? "HTTPS" : null);
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return new TlsHandshake(
                        tls.getSession().getProtocol(),
                        Arrays.stream(tls.getSession().getPeerCertificates())
                                .map(TlsHandshake::x509)
                                .toList());
            }
        }
    }

    private static X509Certificate x509(Certificate certificate) {
        return (X509Certificate) certificate;
    }

    private static final class Onlooker implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
