package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.adapter.KnownServer;
import io.minerstack.servicesupport.client.HttpUrls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The base URLs of a provider's upstreams.
 *
 * @param values http or https with a host, without a slash at the end; at least one
 */
record BaseUrls(List<URI> values) {

    private static final Pattern SCHEME = Pattern.compile("^[hH][tT][tT][pP][sS]?(?=://)");
    private static final Pattern END = Pattern.compile("(/+(chat/completions|completions|responses|models)"
            + "|(?<=/v\\d{1,2}|/openai)/+(chat|messages|embeddings))?/*$");

    private static final Pattern DEPLOYMENT = Pattern.compile(
            "(?i)^https://[\\w.-]{1,253}\\.azure\\.(?:com|us|cn)(?::\\d{1,5})?/+openai/+deployments\\b");

    private static final String AZURE =
            " (expected: https://RESOURCE.openai.azure.com/openai/v1; the name of the deployment is the model)";

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
        // people paste the address of a call
        String base = END.matcher(SCHEME.matcher(text)
                        .replaceFirst(scheme -> scheme.group().toLowerCase(Locale.ROOT)))
                .replaceFirst("");
        URI url = uri(base);
        String flaw = url == null ? "can't be read" : HttpUrls.flawOfBase(url);
        if (url == null || flaw != null) {
            // the message does not repeat the text, which may contain a password
            throw new IllegalArgumentException("the URL " + (base.isEmpty() ? "is empty" : flaw)
                    + (isAzureDeployment(text) ? AZURE : " (expected: http://host:port/v1 or https://host/v1)"));
        }
        if (isAzureDeployment(text)) {
            throw new IllegalArgumentException("the URL is one of an Azure deployment" + AZURE);
        }
        return url;
    }

    private static boolean isAzureDeployment(String text) {
        return DEPLOYMENT.matcher(text).find();
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    /**
     * The URL of each upstream's API. A known server gets the path of its API where a part of the path is missing. Adds
     * {@code /v1} to others where it is missing, except to a compatible API with a path of its own.
     */
    List<URI> apis(ProviderKind kind) {
        return values.stream().map(url -> api(kind, url)).toList();
    }

    private static URI api(ProviderKind kind, URI url) {
        return KnownServer.of(url)
                .map(KnownServer::path)
                .filter(path -> isPartOf(url.getPath(), path))
                .map(url::resolve)
                .orElseGet(() -> apiOfOther(kind, url));
    }

    /** Whether a configured path is the beginning of the right one, or the usual path of other servers. */
    private static boolean isPartOf(String configured, String path) {
        return configured.isEmpty() || configured.equals("/v1") || path.startsWith(configured + "/");
    }

    private static URI apiOfOther(ProviderKind kind, URI url) {
        boolean ownPath = kind == ProviderKind.OPENAI && !url.getPath().isEmpty();
        return ownPath || url.getPath().endsWith("/v1") ? url : URI.create(url + "/v1");
    }
}
