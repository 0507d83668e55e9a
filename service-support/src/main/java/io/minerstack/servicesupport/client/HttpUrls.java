package io.minerstack.servicesupport.client;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks of URLs that come from settings or from other servers. The scheme must be written in lower case. */
public final class HttpUrls {

    private HttpUrls() {}

    /** The URL of a text, or null where the text is not one that {@link #isHttp} accepts. */
    public static @Nullable URI parse(String text) {
        try {
            URI url = new URI(text);
            return isHttp(url) ? url : null;
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    /** Whether a URL has the scheme http or https and a host. */
    public static boolean isHttp(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
    }

    /** Whether an http or https URL can be the start of other URLs: no user name, no query, no fragment. */
    public static boolean isBase(URI url) {
        return isHttp(url) && url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
    }

    /** Whether a base URL has no path but {@code /}, such as {@code http://127.0.0.1:8002}. */
    public static boolean isOrigin(URI url) {
        String path = url.getPath();
        return isBase(url) && (path == null || path.isEmpty() || path.equals("/"));
    }
}
