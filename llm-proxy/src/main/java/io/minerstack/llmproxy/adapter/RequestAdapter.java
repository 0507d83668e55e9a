package io.minerstack.llmproxy.adapter;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.PromptSize;
import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites callers' requests for one upstream, and learns from its refusals. A field that no rule names passes through
 * as the caller wrote it.
 */
public class RequestAdapter {

    private final Dialect dialect;
    private final String model;
    private final RequestDefaults defaults;
    private final LearnedRequestForm learned;

    /**
     * An adapter for one upstream.
     *
     * @param model the name that the upstream gets
     * @param defaults what a request gets that the caller did not set
     */
    public RequestAdapter(Dialect dialect, String model, RequestDefaults defaults, LearnedRequestForm learned) {
        this.dialect = dialect;
        this.model = model;
        this.defaults = defaults;
        this.learned = learned;
    }

    /**
     * A copy for this upstream. The caller's request stays unchanged, because another provider may need it.
     *
     * @param maxContext tokens of the model's context, null if unknown
     */
    public AdaptedRequest adapt(CallerRequest request, @Nullable Integer maxContext) {
        RequestForm known = learned.current();
        return adapt(request, maxContext, known, known);
    }

    /**
     * The request in the next simpler form, null where no other form could help. Each call changes at least one of few
     * fields, so a series of refusals ends.
     *
     * @param refusal why the upstream refused the request
     */
    public @Nullable AdaptedRequest afterRefusal(
            AdaptedRequest refused, UpstreamException refusal, @Nullable Integer maxContext) {
        if (refusal.isContentPolicy()) {
            return null;
        }
        AdaptedRequest smaller = withSmallerLimit(refused, refusal, maxContext);
        if (smaller != null) {
            return smaller;
        }
        RequestForm tried = refused.form();
        RequestForm next = refusal.kind() == FailureKind.MISCONFIGURED ? tried : next(refused, refusal);
        if (next.equals(tried)) {
            return null;
        }
        boolean lasting = !refusal.isContextTooLong() && tried.equals(refused.lesson());
        return adapt(refused.original(), maxContext, next, lasting ? next : refused.lesson());
    }

    private @Nullable AdaptedRequest withSmallerLimit(
            AdaptedRequest refused, UpstreamException refusal, @Nullable Integer maxContext) {
        UpstreamError error = refusal.error();
        PromptSize size = error == null || !error.isContextTooLong() ? null : error.promptSize();
        if (size != null) {
            Integer room = RefusedFields.roomForTheAnswer(refused, size, refusal.words());
            if (room != null) {
                // the room is that of this prompt; later requests get half of the context, as where the server tells it
                RequestForm lesson = refused.lesson().and(RequestForm.FULL.withMaxTokens(size.context() / 2));
                return adapt(refused.original(), maxContext, refused.form().withMaxTokens(room), lesson);
            }
        }
        Integer accepted = RefusedFields.acceptedLimit(refused, refusal.words());
        return accepted == null
                ? null
                : adapt(
                        refused.original(),
                        maxContext,
                        refused.form().withMaxTokens(accepted),
                        refused.lesson().withMaxTokens(accepted));
    }

    private RequestForm next(AdaptedRequest refused, UpstreamException refusal) {
        UpstreamError error = refusal.error();
        if (error != null && error.isContextTooLong()) {
            return RefusedFields.withoutOurLimit(refused, error, refusal.words());
        }
        RequestForm tried = refused.form();
        if (refusesRoles(refused, refusal)) {
            return tried.withMergedRoles();
        }
        return refusesSchema(refused, refusal)
                ? tried.withResponseFormat(tried.responseFormat().weaker())
                : RefusedFields.next(refused, refusal.words());
    }

    private static boolean refusesRoles(AdaptedRequest refused, UpstreamException refusal) {
        JsonNode messages = refused.original().body().path(MergedRoles.MESSAGES);
        return !refused.form().mergedRoles()
                && refusal.words().refuseRoles()
                && !MergedRoles.of(messages).equals(messages);
    }

    private boolean refusesSchema(AdaptedRequest refused, UpstreamException refusal) {
        UpstreamError error = refusal.error();
        return !dialect.alwaysSupportsSchema()
                && refused.form().responseFormat() != ResponseFormatSupport.NONE
                && ResponseFormatSupport.wantsSchema(refused.original().body())
                && (error == null
                        ? refusal.words().says(ResponseFormatSupport.FIELD)
                        : error.isUnsupportedResponseFormat() || refusal.words().locates(ResponseFormatSupport.FIELD));
    }

    /** Whether the upstream accepts JSON schemas, as far as is known. */
    public boolean takesJsonSchema() {
        return learned.current().responseFormat() == ResponseFormatSupport.JSON_SCHEMA;
    }

    /** The upstream answered a simpler form: later requests start with that form. */
    public void learn(AdaptedRequest accepted) {
        learned.learn(accepted.lesson());
    }

    private AdaptedRequest adapt(
            CallerRequest request, @Nullable Integer maxContext, RequestForm form, RequestForm lesson) {
        ObjectNode body = request.body().objectNode();
        body.setAll(request.body());
        body.put("model", model);
        if (!request.sent("temperature") && defaults.temperature() != null) {
            body.put("temperature", defaults.temperature());
        }
        stream(body);
        limitTokens(body, request, maxContext, form);
        body.remove(dialect.unsupportedFields());
        form.responseFormat().apply(body);
        if (form.mergedRoles()) {
            body.set(MergedRoles.MESSAGES, MergedRoles.of(body.path(MergedRoles.MESSAGES)));
        }
        for (String field : form.omitted()) {
            if (RefusedFields.isOurs(field, request)) {
                body.remove(field);
            }
        }
        return new AdaptedRequest(request, body, form, lesson);
    }

    private static void stream(ObjectNode body) {
        ObjectNode options = body.objectNode();
        if (body.path(RefusedFields.STREAM_OPTIONS) instanceof ObjectNode callers) {
            options.setAll(callers);
        }
        body.put(RefusedFields.STREAM, true);
        body.set(RefusedFields.STREAM_OPTIONS, options.put("include_usage", true));
    }

    private void limitTokens(ObjectNode body, CallerRequest request, @Nullable Integer maxContext, RequestForm form) {
        JsonNode newer = body.remove(MaxTokensField.MAX_COMPLETION_TOKENS);
        JsonNode older = body.remove(MaxTokensField.MAX_TOKENS);
        JsonNode limit = newer == null || newer.isNull() ? older : newer;
        String name = form.maxTokensField() == null ? dialect.maxTokensField() : form.maxTokensField();
        if (limit != null && !limit.isNull()) {
            body.set(name, limit);
            if (form.maxTokens() != null
                    && !request.insistsOn(MaxTokensField.MAX_TOKENS)
                    && !request.insistsOn(MaxTokensField.MAX_COMPLETION_TOKENS)) {
                body.put(name, Math.min(limit.asInt(form.maxTokens()), form.maxTokens()));
            }
        } else if (!form.omitted().contains(RefusedFields.LIMIT)) {
            // a limit that leaves no room for the prompt is rejected, so the default takes half of a short context
            int most = maxContext == null ? defaults.maxTokens() : Math.min(defaults.maxTokens(), maxContext / 2);
            int accepted = form.maxTokens() == null ? most : Math.min(most, form.maxTokens());
            body.put(name, Math.max(1, Math.min(accepted, request.tokensInTime())));
        }
    }
}
