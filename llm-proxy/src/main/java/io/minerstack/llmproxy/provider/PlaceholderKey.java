package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.adapter.KnownServer;
import io.minerstack.servicesupport.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells an API key from the text that stands for a key in examples. A text that asks for a key, such as {@code
 * sk-your-actual-api-key-here}, is never a key. A dummy, such as {@code sk-...} or {@code EMPTY}, is none at the URL of
 * a vendor; servers without a key accept any text.
 */
final class PlaceholderKey {

    private static final String PREFIX = "(?i)(?:sk-(?:proj-|or-v1-|or-|ant-(?:api\\d{2}-)?|svcacct-)?|gsk-|hf-|xai-"
            + "|pplx-|nvapi-|key-|cpk-|csk-|fw-|AIza)?";
    private static final Pattern REQUEST = Pattern.compile(PREFIX
            + "(?:(<|\\{|\\$\\{|\\[).*|.*\\byour[-_ ].*(key|token|secret).*|.*\\b(api[-_ ]?)?key[-_ ]here"
            + "|your[-_ ]?(api[-_ ]?)?key|(change|replace)[-_ ]?(me|this).*|insert[-_ ].*)");
    private static final Pattern DUMMY = Pattern.compile(PREFIX
            + "(?:placeholder.*|x{3,}|[x*.\u2026-]{3,}|\u2026|0{8,}|empty|none|null|dummy|fake|todo"
            + "|no[- ]?(?:api[- ]?)?key(?:[- ](?:required|needed))?|not[- ]?(?:needed|required))");

    /** Vendors that are not in the table of known servers. */
    private static final List<String> VENDORS = List.of(
            "huggingface.co",
            "api.x.ai",
            "api.deepseek.com",
            "api.perplexity.ai",
            "api.fireworks.ai",
            "api.deepinfra.com",
            "api.cerebras.ai",
            "integrate.api.nvidia.com");

    private PlaceholderKey() {}

    /**
     * Whether the text can't be a key.
     *
     * @param apis where the key would be sent
     */
    static boolean isPlaceholder(Secret key, List<URI> apis) {
        String text = key.reveal().strip().replace('_', '-');
        return REQUEST.matcher(text).matches()
                || (apis.stream().anyMatch(PlaceholderKey::isVendor)
                        && DUMMY.matcher(text).matches());
    }

    private static boolean isVendor(URI api) {
        String host = api.getHost() == null ? "" : api.getHost().toLowerCase(Locale.ROOT);
        return KnownServer.of(api).isPresent()
                || VENDORS.stream().anyMatch(vendor -> host.equals(vendor) || host.endsWith("." + vendor));
    }
}
