package io.minerstack.gateway.defence;

import org.springframework.http.HttpHeaders;

/** Response headers that keep a browser from doing with a reply what nobody meant it to. */
public final class SafeHeaders {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final String FOR_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /** Own scripts only. Swagger UI puts its icons in data: URLs and its sizes in style attributes. */
    private static final String FOR_PAGES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SafeHeaders() {}

    /** Sets them before anything is decided, so that errors have them too. */
    public static void write(HttpHeaders headers, boolean page) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(CONTENT_SECURITY_POLICY, page ? FOR_PAGES : FOR_DATA);
    }
}
