package io.minerstack.llmproxy.provider;

import io.minerstack.servicesupport.client.HttpUrls;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * The base URLs of a provider's upstreams.
 *
 * @param values http or https with a host, without a slash at the end; at least one
 */
record BaseUrls(List<URI> values) {

    BaseUrls {
        values = List.copyOf(values);
    }

    /** Reads one or more URLs, comma-separated; called by configuration binding. */
    public static BaseUrls of(String text) {
        return new BaseUrls(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(BaseUrls::url)
                .toList());
    }

    private static URI url(String text) {
        URI url = HttpUrls.parse(text.replaceAll("/+$", ""));
        if (url == null || !HttpUrls.isBase(url)) {
            // the message does not repeat the text, which may contain a password
            throw new IllegalArgumentException("not a plain URL (expected: http://host:port or https://host)");
        }
        return url;
    }

    /**
     * The URL of each upstream's API. Adds {@code /v1} where it is missing, except to a compatible API with a path of
     * its own.
     */
    List<URI> apis(ProviderKind kind) {
        return values.stream().map(url -> api(kind, url)).toList();
    }

    private static URI api(ProviderKind kind, URI url) {
        boolean ownPath = kind == ProviderKind.OPENAI && !url.getPath().isEmpty();
        return ownPath || url.getPath().endsWith("/v1") ? url : URI.create(url + "/v1");
    }
}
