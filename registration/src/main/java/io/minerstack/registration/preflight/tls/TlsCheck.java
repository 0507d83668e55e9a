package io.minerstack.registration.preflight.tls;

import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
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

/** Checks the TLS protocol and the certificate: its chain, its host name and its expiry. */
public final class TlsCheck {

    private static final int MIN_DAYS = 14;

    private final Target target;
    private final Clock clock;

    public TlsCheck(Target target, Clock clock) {
        this.target = target;
        this.clock = clock;
    }

    public List<CheckResult> run() {
        String title = "TLS 1.2 or 1.3 is supported";
        TlsHandshake handshake;
        try {
            handshake = TlsHandshake.withoutTrust(target);
        } catch (IOException | GeneralSecurityException e) {
            return List.of(CheckResult.fail(
                    "tls.protocol",
                    title,
                    "no handshake: " + TerminalSafeText.of(String.valueOf(e.getMessage())),
                    "Is a TLS proxy listening on port " + target.url().port() + ", with TLS 1.2 or 1.3 enabled?"));
        }
        CertificateChain chain = handshake.chain();
        String error = trustError(chain);
        List<CheckResult> results = new ArrayList<>();
        results.add(CheckResult.pass("tls.protocol", title, handshake.protocol()));
        results.add(checkChain(chain, error));
        results.add(checkName(chain, error == null));
        results.add(checkExpiry(chain, error == null));
        return results;
    }

    /** Why the chain is not trusted, or null if it is. */
    private @Nullable String trustError(CertificateChain chain) {
        try {
            target.trust()
                    .manager()
                    .checkServerTrusted(chain.certificates().toArray(X509Certificate[]::new), "UNKNOWN");
            return null;
        } catch (CertificateException e) {
            return TerminalSafeText.of(String.valueOf(e.getMessage()));
        }
    }

    private CheckResult checkChain(CertificateChain chain, @Nullable String error) {
        String title = "The certificate chain is trusted";
        if (error == null) {
            return CheckResult.pass("tls.chain", title, "issued by " + chain.issuer());
        }
        X509Certificate first = chain.firstToExpire();
        if (CertificateChain.isExpired(first, clock.instant())) {
            String seen = first.equals(chain.server()) ? "expired" : "expired: " + CertificateChain.subject(first);
            return CheckResult.fail("tls.chain", title, seen, "Renew the certificate, and enable automatic renewal.");
        }
        if (chain.isSelfSigned()) {
            return CheckResult.fail(
                    "tls.chain",
                    title,
                    "self-signed by " + chain.issuer(),
                    "Callers refuse it: get a certificate from a public authority (Let's Encrypt, Caddy, certbot).");
        }
        String fix = chain.certificates().size() == 1
                ? "The server sends only its own certificate: configure the full chain (fullchain.pem)."
                : "Get a certificate from a public authority.";
        return CheckResult.fail("tls.chain", title, error, fix);
    }

    private CheckResult checkName(CertificateChain chain, boolean trusted) {
        String title = "The certificate is for this host";
        String host = target.url().host();
        if (!trusted) {
            return CheckResult.skip("tls.name", title, "the chain is not trusted");
        }
        try {
            TlsHandshake.requireTrusted(target);
            return CheckResult.pass("tls.name", title, TerminalSafeText.of(host));
        } catch (SSLException e) {
            return CheckResult.fail(
                    "tls.name",
                    title,
                    "the certificate is for " + CertificateChain.subject(chain.server()),
                    "Get a certificate for " + host + ", or register the host name of this certificate.");
        } catch (IOException e) {
            return CheckResult.fail(
                    "tls.name",
                    title,
                    "the connection broke",
                    "Run preflight again; if the error stays, see the proxy's log.");
        }
    }

    /** An expired certificate that the trusted path does not need, such as an old authority's, is only a warning. */
    private CheckResult checkExpiry(CertificateChain chain, boolean trusted) {
        String title = "Every certificate of the chain is valid for at least " + MIN_DAYS + " days";
        Instant now = clock.instant();
        X509Certificate first = chain.firstToExpire();
        boolean own = first.equals(chain.server());
        boolean expired = CertificateChain.isExpired(first, now);
        Instant end = first.getNotAfter().toInstant();
        long days = Duration.between(now, end).toDays();
        String seen = (expired ? "expired " : "until ") + end + " (" + days + " days)"
                + (own ? "" : ": " + CertificateChain.subject(first));
        String fix = own
                ? "Renew the certificate now, and enable automatic renewal (Caddy, or certbot's timer)."
                : "Renew the certificate, and serve the chain that comes with the new one.";
        if (expired && (own || !trusted)) {
            return CheckResult.fail("tls.expiry", title, seen, fix);
        }
        return days < MIN_DAYS
                ? CheckResult.warn("tls.expiry", title, seen, fix)
                : CheckResult.pass("tls.expiry", title, seen);
    }
}
