package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address under which the network will call the miner, kept letter for letter: it is part of what is signed.
 *
 * @param text as written
 */
public record ApiUrl(String text) {

    private static final int MAX_LENGTH = 2_000;

    /** Refuses what could not be called, or could not be told from the token in the file. */
    public ApiUrl {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw wrong("may hold only printable ASCII without spaces (write other letters as punycode or %XX)");
        }
        if (text.length() > MAX_LENGTH) {
            throw wrong("is over " + MAX_LENGTH + " characters");
        }
        if (text.contains(Credentials.SEPARATOR)) {
            throw wrong("must not contain " + Credentials.SEPARATOR);
        }
        URI uri = parsed(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw wrong("must start with https:// (or http://)");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw wrong("names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw wrong("has an impossible port");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong("must not have a user name, a ? or a #: paths are added to its end");
        }
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("is not a URL");
        }
    }

    private static RegistrationException wrong(String what) {
        return new RegistrationException(ExitCode.USAGE, "The API URL " + what + ".");
    }

    private URI uri() {
        return URI.create(text);
    }

    public boolean isHttps() {
        return "https".equalsIgnoreCase(uri().getScheme());
    }

    /** Host name or address, an IPv6 address without its brackets. */
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

    /** From where it can be called, as far as the text itself tells: a name that has to be looked up counts as public. */
    AddressScope reach() {
        String host = host().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        try {
            return AddressScope.of(InetAddress.ofLiteral(host.replaceFirst("%.*", "")));
        } catch (IllegalArgumentException e) {
            return AddressScope.ofName(host);
        }
    }

    /** The URL of a path such as {@code /health} under this one: added to its end as callers do, to a slash, too. */
    public URI at(String path) {
        return URI.create(text + path);
    }
}
