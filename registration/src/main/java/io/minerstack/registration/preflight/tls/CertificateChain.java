package io.minerstack.registration.preflight.tls;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The certificates that a server sends.
 *
 * @param certificates the server's own certificate first; never empty
 */
record CertificateChain(List<X509Certificate> certificates) {

    X509Certificate server() {
        return certificates.getFirst();
    }

    /** The certificate that expires first; that may be the certificate of an authority. */
    X509Certificate firstToExpire() {
        return Collections.min(certificates, Comparator.comparing(X509Certificate::getNotAfter));
    }

    boolean isSelfSigned() {
        return server().getIssuerX500Principal().equals(server().getSubjectX500Principal());
    }

    String issuer() {
        return TerminalSafeText.of(server().getIssuerX500Principal().getName());
    }

    static String subject(X509Certificate certificate) {
        return TerminalSafeText.of(certificate.getSubjectX500Principal().getName());
    }

    static boolean isExpired(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now);
    }
}
