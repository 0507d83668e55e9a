package io.minerstack.registration.preflight;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Protocol, chain, host name and remaining life of the certificate. */
final class TlsProbe {

    private static final int DAYS_TO_WARN = 14;

    private final Target target;
    private final Clock clock;

    TlsProbe(Target target, Clock clock) {
        this.target = target;
        this.clock = clock;
    }

    List<Check> run() {
        String title = "TLS 1.2 or 1.3 is spoken";
        Handshake handshake;
        try {
            handshake = Handshake.look(target);
        } catch (IOException | GeneralSecurityException e) {
            return List.of(Check.fail(
                    "tls.protocol",
                    title,
                    "no handshake: " + Printable.of(String.valueOf(e.getMessage())),
                    "Is a TLS proxy listening on port " + target.url().port() + ", with TLS 1.2 or 1.3 switched on?"));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(Check.pass("tls.protocol", title, handshake.protocol()));
        String distrust = distrust(handshake);
        checks.add(chain(handshake, distrust));
        checks.add(name(handshake, distrust == null));
        checks.add(expiry(handshake.chain().getFirst()));
        return checks;
    }

    private @Nullable String distrust(Handshake handshake) {
        try {
            target.trust().manager().checkServerTrusted(handshake.chain().toArray(X509Certificate[]::new), "UNKNOWN");
            return null;
        } catch (CertificateException e) {
            return Printable.of(String.valueOf(e.getMessage()));
        }
    }

    private Check chain(Handshake handshake, @Nullable String distrust) {
        String title = "The certificate's chain is trusted";
        X509Certificate own = handshake.chain().getFirst();
        String issuer = Printable.of(own.getIssuerX500Principal().getName());
        if (distrust == null) {
            return Check.pass("tls.chain", title, "issued by " + issuer);
        }
        if (isOver(own)) {
            return Check.fail("tls.chain", title, "expired", "Renew the certificate, and let it renew itself.");
        }
        if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
            return Check.fail(
                    "tls.chain",
                    title,
                    "self-signed by " + issuer,
                    "Callers refuse it: get a certificate from a public authority (Let's Encrypt, by Caddy or certbot).");
        }
        String mend = handshake.chain().size() == 1
                ? "The server sends its own certificate only: configure the full chain (fullchain.pem)."
                : "Get a certificate from a public authority.";
        return Check.fail("tls.chain", title, distrust, mend);
    }

    private Check name(Handshake handshake, boolean trusted) {
        String title = "The certificate is for this host";
        if (!trusted) {
            return Check.skip("tls.name", title, "the chain comes first");
        }
        try {
            Handshake.insist(target);
            return Check.pass("tls.name", title, Printable.of(target.url().host()));
        } catch (SSLException e) {
            String subject =
                    handshake.chain().getFirst().getSubjectX500Principal().getName();
            return Check.fail(
                    "tls.name",
                    title,
                    "it is for " + Printable.of(subject),
                    "Get a certificate that names " + target.url().host() + ", or register the name that it is for.");
        } catch (IOException e) {
            return Check.fail(
                    "tls.name", title, "the connection broke", "Run it again; if it stays, look at the proxy's log.");
        }
    }

    private boolean isOver(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(clock.instant());
    }

    private Check expiry(X509Certificate certificate) {
        String title = "The certificate lasts at least " + DAYS_TO_WARN + " days";
        Instant end = certificate.getNotAfter().toInstant();
        long days = Duration.between(clock.instant(), end).toDays();
        String seen = (isOver(certificate) ? "ended " : "until ") + end + " (" + days + " days)";
        String mend = "Renew it now and let it renew itself (Caddy, or certbot's timer).";
        if (isOver(certificate)) {
            return Check.fail("tls.expiry", title, seen, mend);
        }
        return days < DAYS_TO_WARN
                ? Check.warn("tls.expiry", title, seen, mend)
                : Check.pass("tls.expiry", title, seen);
    }
}
