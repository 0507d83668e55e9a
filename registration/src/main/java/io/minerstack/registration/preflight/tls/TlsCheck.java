package io.minerstack.registration.preflight.tls;

import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.tls.TlsHandshake;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Protocol, chain, host name and remaining life of the certificate. */
public final class TlsCheck {

    private static final int DAYS_TO_WARN = 14;

    private final Target target;
    private final Clock clock;

    public TlsCheck(Target target, Clock clock) {
        this.target = target;
        this.clock = clock;
    }

    public List<CheckResult> run() {
        String title = "TLS 1.2 or 1.3 is spoken";
        TlsHandshake handshake;
        try {
            handshake = TlsHandshake.look(target);
        } catch (IOException | GeneralSecurityException e) {
            return List.of(CheckResult.fail(
                    "tls.protocol",
                    title,
                    "no handshake: " + TerminalSafeText.of(String.valueOf(e.getMessage())),
                    "Is a TLS proxy listening on port " + target.url().port() + ", with TLS 1.2 or 1.3 switched on?"));
        }
        List<CheckResult> checks = new ArrayList<>();
        checks.add(CheckResult.pass("tls.protocol", title, handshake.protocol()));
        String distrust = distrust(handshake);
        checks.add(chain(handshake, distrust));
        checks.add(name(handshake, distrust == null));
        checks.add(expiry(handshake.chain(), distrust == null));
        return checks;
    }

    private @Nullable String distrust(TlsHandshake handshake) {
        try {
            target.trust().manager().checkServerTrusted(handshake.chain().toArray(X509Certificate[]::new), "UNKNOWN");
            return null;
        } catch (CertificateException e) {
            return TerminalSafeText.of(String.valueOf(e.getMessage()));
        }
    }

    private CheckResult chain(TlsHandshake handshake, @Nullable String distrust) {
        String title = "The certificate's chain is trusted";
        X509Certificate own = handshake.chain().getFirst();
        String issuer = TerminalSafeText.of(own.getIssuerX500Principal().getName());
        if (distrust == null) {
            return CheckResult.pass("tls.chain", title, "issued by " + issuer);
        }
        X509Certificate first = firstToEnd(handshake.chain());
        if (isOver(first)) {
            String seen = first.equals(own) ? "expired" : "expired: " + subject(first);
            return CheckResult.fail("tls.chain", title, seen, "Renew the certificate, and let it renew itself.");
        }
        if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
            return CheckResult.fail(
                    "tls.chain",
                    title,
                    "self-signed by " + issuer,
                    "Callers refuse it: get a certificate from a public authority (Let's Encrypt, by Caddy or certbot).");
        }
        String mend = handshake.chain().size() == 1
                ? "The server sends its own certificate only: configure the full chain (fullchain.pem)."
                : "Get a certificate from a public authority.";
        return CheckResult.fail("tls.chain", title, distrust, mend);
    }

    private CheckResult name(TlsHandshake handshake, boolean trusted) {
        String title = "The certificate is for this host";
        if (!trusted) {
            return CheckResult.skip("tls.name", title, "the chain comes first");
        }
        try {
            TlsHandshake.insist(target);
            return CheckResult.pass("tls.name", title, TerminalSafeText.of(target.url().host()));
        } catch (SSLException e) {
            return CheckResult.fail(
                    "tls.name",
                    title,
                    "it is for " + subject(handshake.chain().getFirst()),
                    "Get a certificate that names " + target.url().host() + ", or register the name that it is for.");
        } catch (IOException e) {
            return CheckResult.fail(
                    "tls.name", title, "the connection broke", "Run it again; if it stays, look at the proxy's log.");
        }
    }

    private boolean isOver(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(clock.instant());
    }

    private static X509Certificate firstToEnd(List<X509Certificate> chain) {
        return Collections.min(chain, Comparator.comparing(X509Certificate::getNotAfter));
    }

    private static String subject(X509Certificate certificate) {
        return TerminalSafeText.of(certificate.getSubjectX500Principal().getName());
    }

    /** An authority's certificate can end first; one that is over and not needed for trust is a warning. */
    private CheckResult expiry(List<X509Certificate> chain, boolean trusted) {
        String title = "The certificate's whole chain lasts at least " + DAYS_TO_WARN + " days";
        X509Certificate first = firstToEnd(chain);
        boolean own = first.equals(chain.getFirst());
        Instant end = first.getNotAfter().toInstant();
        long days = Duration.between(clock.instant(), end).toDays();
        String seen = (isOver(first) ? "ended " : "until ") + end + " (" + days + " days)"
                + (own ? "" : ": " + subject(first));
        String mend = own
                ? "Renew it now and let it renew itself (Caddy, or certbot's timer)."
                : "Renew the certificate, and serve the chain that comes with the new one.";
        if (isOver(first) && (own || !trusted)) {
            return CheckResult.fail("tls.expiry", title, seen, mend);
        }
        return days < DAYS_TO_WARN
                ? CheckResult.warn("tls.expiry", title, seen, mend)
                : CheckResult.pass("tls.expiry", title, seen);
    }
}
