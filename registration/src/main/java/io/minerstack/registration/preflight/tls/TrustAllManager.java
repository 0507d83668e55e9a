package io.minerstack.registration.preflight.tls;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Accepts every certificate, so that an untrusted one can be examined. Nothing is sent over such a connection. */
final class TrustAllManager implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
