package io.minerstack.llmproxy.adapter;

import io.minerstack.llmproxy.failure.UpstreamError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites callers' requests for one upstream, and learns from its rejections. A field that no rule names passes
 * through as the caller wrote it.
 */
public class RequestAdapter {

    private final Dialect dialect;
    private final String model;
    private final int defaultMaxTokens;
    private final LearnedResponseFormat learned;

    /**
     * An adapter for one upstream.
     *
     * @param model the name that the upstream gets
     * @param defaultMaxTokens output limit of a request without one
     */
    public RequestAdapter(Dialect dialect, String model, int defaultMaxTokens, LearnedResponseFormat learned) {
        this.dialect = dialect;
        this.model = model;
        this.defaultMaxTokens = defaultMaxTokens;
        this.learned = learned;
    }

    /**
     * A copy for this upstream. The caller's request stays unchanged, because another provider may need it.
     *
     * @param maxContext tokens of the model's context, null if unknown
     */
    public AdaptedRequest adapt(ObjectNode request, @Nullable Integer maxContext) {
        return adapt(request, maxContext, learned.current());
    }

    /**
     * The request in the next simpler form, null where no other form could help.
     *
     * @param error why the upstream rejected the request
     */
    public @Nullable AdaptedRequest afterRejection(
            AdaptedRequest rejected, UpstreamError error, @Nullable Integer maxContext) {
        ResponseFormatSupport tried = rejected.responseFormat();
        boolean simplify = !dialect.alwaysSupportsSchema()
                && tried != ResponseFormatSupport.NONE
                && ResponseFormatSupport.wantsSchema(rejected.original())
                && error.isUnsupportedResponseFormat();
        return simplify ? adapt(rejected.original(), maxContext, tried.weaker()) : null;
    }

    /** The upstream answered a simpler form: later requests start with that form. */
    public void learn(AdaptedRequest accepted) {
        learned.learn(accepted.responseFormat());
    }

    private AdaptedRequest adapt(
            ObjectNode request, @Nullable Integer maxContext, ResponseFormatSupport responseFormat) {
        ObjectNode body = request.objectNode();
        body.setAll(request);
        body.put("model", model);
        stream(body);
        limitTokens(body, maxContext);
        body.remove(dialect.unsupportedFields());
        responseFormat.apply(body);
        return new AdaptedRequest(request, body, responseFormat);
    }

    private static void stream(ObjectNode body) {
        ObjectNode options = body.objectNode();
        if (body.path("stream_options") instanceof ObjectNode callers) {
            options.setAll(callers);
        }
        body.put("stream", true);
        body.set("stream_options", options.put("include_usage", true));
    }

    private void limitTokens(ObjectNode body, @Nullable Integer maxContext) {
        JsonNode newer = body.remove("max_completion_tokens");
        JsonNode older = body.remove("max_tokens");
        JsonNode limit = newer == null || newer.isNull() ? older : newer;
        if (limit != null && !limit.isNull()) {
            body.set(dialect.maxTokensField(), limit);
        } else {
            // a limit that leaves no room for the prompt is rejected, so the default takes half of a short context
            int most = maxContext == null ? defaultMaxTokens : Math.min(defaultMaxTokens, maxContext / 2);
            body.put(dialect.maxTokensField(), Math.max(1, most));
        }
    }
}
