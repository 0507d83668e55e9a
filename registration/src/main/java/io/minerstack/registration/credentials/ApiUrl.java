package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The public URL of the miner. The text is never changed, because it is part of what is signed.
 *
 * @param text as the user wrote it, at most 2,000 characters
 */
public record ApiUrl(String text) {

    private static final int MAX_LENGTH = 2_000;

    /** Refuses a URL that can't be called or that the file could not separate from the token. */
    public ApiUrl {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid("may hold only printable ASCII without spaces (write other letters as Punycode or %XX)");
        }
        if (text.length() > MAX_LENGTH) {
            throw invalid("is over " + MAX_LENGTH + " characters");
        }
        if (text.contains(Credentials.SEPARATOR)) {
            throw invalid("must not contain " + Credentials.SEPARATOR);
        }
        URI uri = parsed(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("must start with https:// (or http://)");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw invalid("names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw invalid("has a port outside 1 to 65535");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("must not have a user name, a ? or a #: callers append paths to it");
        }
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("is not a URL");
        }
    }

    private static RegistrationException invalid(String problem) {
        return new RegistrationException(ExitCode.USAGE, "The API URL " + problem + ".");
    }

    private URI uri() {
        return URI.create(text);
    }

    public boolean isHttps() {
        return "https".equalsIgnoreCase(uri().getScheme());
    }

    /** The host name or address; an IPv6 address without brackets. */
    public String host() {
        String host = uri().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        int port = uri().getPort();
        return port > 0 ? port : isHttps() ? 443 : 80;
    }

    public boolean endsWithSlash() {
        return text.endsWith("/");
    }

    /** From where the URL can be called, without a lookup: a host name is public unless its domain is reserved. */
    AddressScope scope() {
        String host = host().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        try {
            return AddressScope.of(InetAddress.ofLiteral(host.replaceFirst("%.*", "")));
        } catch (IllegalArgumentException e) {
            return AddressScope.ofName(host);
        }
    }

    /** This URL with a path such as {@code /health} appended, as callers do it, even if the URL ends with a slash. */
    public URI at(String path) {
        return URI.create(text + path);
    }
}
