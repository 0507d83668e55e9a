package io.minerstack.llmproxy.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's servers are.
 *
 * @param values http or https with a host, without a slash at the end; at least one
 */
record BaseUrls(List<URI> values) {

    BaseUrls {
        values = List.copyOf(values);
    }

    /** Reads one or several URLs, comma-separated; called by configuration binding. */
    public static BaseUrls of(String text) {
        return new BaseUrls(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(BaseUrls::url)
                .toList());
    }

    private static URI url(String text) {
        URI url = parsed(text.replaceAll("/+$", ""));
        boolean http = url != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        if (url == null || !http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            // without the text: it may hold a password
            throw new IllegalArgumentException("not a plain URL (expected: http://host:port or https://host)");
        }
        return url;
    }

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    /** {@code .../v1} of every server: added where it is not written. Another path is an OpenAI-compatible API's own. */
    List<URI> apis(ProviderKind kind) {
        return values.stream().map(url -> api(kind, url)).toList();
    }

    private static URI api(ProviderKind kind, URI url) {
        boolean ownPath = kind == ProviderKind.OPENAI && !url.getPath().isEmpty();
        return ownPath || url.getPath().endsWith("/v1") ? url : URI.create(url + "/v1");
    }
}
