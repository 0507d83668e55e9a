package io.minerstack.servicesupport.client;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
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

    /**
     * Why a URL is not accepted by {@link #isBase}, as the end of a sentence about it.
     *
     * @return null where the URL is accepted
     */
    public static @Nullable String flawOfBase(URI url) {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            return "must start with http:// or https://";
        }
        if (url.getHost() == null) {
            String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
            return authority.contains("_")
                    ? "has an underscore in its host name, where names of hosts have none: use a hyphen, another"
                            + " network alias, or the IP address"
                    : "has no readable host name and port";
        }
        if (url.getUserInfo() != null) {
            return "must not have a user name or a password";
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            return "must not have a query or a fragment";
        }
        return null;
    }

    /**
     * Checks the value of a setting.
     *
     * @param variable the name of the setting
     * @param example a URL that the setting may have, such as its default
     * @throws InvalidConfigurationException if {@link #isBase} does not accept the URL; names the variable and the flaw
     */
    public static void requireBase(String variable, URI url, String example) {
        String flaw = flawOfBase(url);
        if (flaw != null) {
            throw invalid(variable, url, flaw, example);
        }
    }

    /** As {@link #requireBase}, for {@link #isOrigin}. */
    public static void requireOrigin(String variable, URI url, String example) {
        String flaw = flawOfOrigin(url);
        if (flaw != null) {
            throw invalid(variable, url, flaw, example);
        }
    }

    private static InvalidConfigurationException invalid(String variable, URI url, String flaw, String example) {
        // a URL with a password is not repeated
        String shown = url.toString().contains("@") ? "the address" : "\"" + url + "\"";
        return new InvalidConfigurationException(
                variable + ": " + shown + " " + flaw + " (expected: such as " + example + ")");
    }

    /** As {@link #flawOfBase}, for {@link #isOrigin}. */
    public static @Nullable String flawOfOrigin(URI url) {
        String flaw = flawOfBase(url);
        return flaw == null && !isOrigin(url) ? "must not have a path" : flaw;
    }

    /** Whether a base URL has no path but {@code /}, such as {@code http://127.0.0.1:8002}. */
    public static boolean isOrigin(URI url) {
        String path = url.getPath();
        return isBase(url) && (path == null || path.isEmpty() || path.equals("/"));
    }
}
