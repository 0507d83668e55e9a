package io.minerstack.agent.search;

import io.minerstack.servicesupport.client.HttpUrls;
import org.jspecify.annotations.Nullable;

/**
 * One result of a search, without HTML tags.
 *
 * @param url http or https; listed for people, never fetched
 */
record SearchResult(String title, String url, String snippet) {

    private static final int MAX_URL_LENGTH = 2_000;

    /** The result; null if the URL is missing, longer than 2,000 characters, or not http or https. */
    static @Nullable SearchResult of(@Nullable String title, @Nullable String url, @Nullable String snippet) {
        if (url == null || url.length() > MAX_URL_LENGTH || HttpUrls.parse(url) == null) {
            return null;
        }
        return new SearchResult(
                plain(title == null || title.isBlank() ? url : title), url, plain(snippet == null ? "" : snippet));
    }

    private static String plain(String text) {
        return text.replaceAll("<[^<>]{0,40}>", "").replaceAll("\\s+", " ").strip();
    }
}
