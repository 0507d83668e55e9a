package io.minerstack.llmproxy.adapter;

import io.minerstack.llmproxy.provider.ProviderKind;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a request is put to one provider. A short, explicit list: what is not named here goes through as the caller wrote it.
 */
class RequestAdapter {

    /** OpenAI answers 400 to any field it does not know; these are vLLM's. */
    private static final List<String> VLLM_ONLY = List.of(
            "chat_template_kwargs",
            "structured_outputs",
            "top_k",
            "min_p",
            "repetition_penalty",
            "min_tokens",
            "ignore_eos",
            "stop_token_ids",
            "include_stop_str_in_output",
            "skip_special_tokens",
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar");

    /** Models that think first refuse to be sampled otherwise than they are. */
    private static final Pattern FIXED_SAMPLING = Pattern.compile("(o\\d|gpt-5).*");

    private static final List<String> SAMPLING =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty");

    private final ProviderKind kind;
    private final String model;
    private final String maxTokensField;
    private final int defaultMaxTokens;

    RequestAdapter(ProviderKind kind, String model, MaxTokensField field, URI api, int defaultMaxTokens) {
        this.kind = kind;
        this.model = model;
        this.maxTokensField = field.nameFor(api);
        this.defaultMaxTokens = defaultMaxTokens;
    }

    /**
     * A copy for this provider; the caller's request stays as it is for the next one.
     *
     * @param maxContext tokens that the model takes, null while unknown
     */
    ObjectNode translate(ObjectNode request, @Nullable Integer maxContext) {
        ObjectNode body = request.objectNode();
        body.setAll(request);
        body.put("model", model);
        body.put("stream", true);
        ObjectNode options = body.objectNode();
        if (request.path("stream_options") instanceof ObjectNode own) {
            options.setAll(own);
        }
        body.set("stream_options", options.put("include_usage", true));
        limit(body, maxContext);
        if (kind == ProviderKind.OPENAI) {
            body.remove(VLLM_ONLY);
            if (FIXED_SAMPLING.matcher(model).matches()) {
                body.remove(SAMPLING);
            }
        }
        return body;
    }

    private void limit(ObjectNode body, @Nullable Integer maxContext) {
        JsonNode newer = body.remove("max_completion_tokens");
        JsonNode older = body.remove("max_tokens");
        JsonNode limit = newer == null || newer.isNull() ? older : newer;
        if (limit != null && !limit.isNull()) {
            body.set(maxTokensField, limit);
        } else {
            // a limit that leaves no room for the prompt is refused: half of a small model's context is
            int most = maxContext == null ? defaultMaxTokens : Math.min(defaultMaxTokens, maxContext / 2);
            body.put(maxTokensField, Math.max(1, most));
        }
    }
}
