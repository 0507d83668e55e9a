package io.minerstack.agent.search;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A search result.
 *
 * @param url http or https; shown to people, never fetched
 */
record SearchResult(String title, String url, String snippet) {

    private static final int LONGEST_URL = 2_000;

    /** Null where the link could not be shown as one. */
    static @Nullable SearchResult of(@Nullable String title, @Nullable String url, @Nullable String snippet) {
        if (url == null || url.length() > LONGEST_URL || !isWeb(url)) {
            return null;
        }
        return new SearchResult(
                plain(title == null || title.isBlank() ? url : title), url, plain(snippet == null ? "" : snippet));
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException notALink) {
            return false;
        }
    }

    private static String plain(String text) {
        return text.replaceAll("<[^<>]{0,40}>", "").replaceAll("\\s+", " ").strip();
    }
}
