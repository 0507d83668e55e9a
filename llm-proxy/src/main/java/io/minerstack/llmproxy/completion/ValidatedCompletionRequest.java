package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.problem.OpenAiErrorException;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request. Checks only the fields that this proxy acts on: the upstream checks the
 * rest.
 *
 * @param body the whole request
 * @param optionalFields fields that may be left out where an upstream refuses them
 * @param model the wanted model, null for any
 * @param stream whether the caller wants a stream
 * @param wantsUsage whether a stream ends with the token counts
 */
record ValidatedCompletionRequest(
        ObjectNode body,
        Set<String> optionalFields,
        @Nullable String model,
        boolean stream,
        boolean wantsUsage) {

    static ValidatedCompletionRequest read(byte[] bytes, JsonMapper json, Set<String> optionalFields) {
        if (!(tree(bytes, json) instanceof ObjectNode body)) {
            throw new ProblemException(ProblemType.UNREADABLE, "The body is not a JSON object.");
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw OpenAiErrorException.invalidField(
                    "messages", "messages: expected an array with at least one message");
        }
        check(body, "stream", JsonNode::isBoolean, "true or false");
        check(body, "model", JsonNode::isString, "a string");
        check(body, "n", n -> n.isInt() && n.asInt() == 1, "1: one answer per request");
        check(body, "max_tokens", ValidatedCompletionRequest::positive, "a whole number from 1");
        check(body, "max_completion_tokens", ValidatedCompletionRequest::positive, "a whole number from 1");
        check(body, "temperature", JsonNode::isNumber, "a number");
        check(body, "stream_options", JsonNode::isObject, "an object");
        return new ValidatedCompletionRequest(
                body,
                optionalFields,
                body.path("model").asString(null),
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false));
    }

    /** The request for the providers. */
    CallerRequest callerRequest() {
        return new CallerRequest(body, optionalFields);
    }

    private static JsonNode tree(byte[] bytes, JsonMapper json) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException notJson) {
            throw new ProblemException(ProblemType.UNREADABLE, "The body is not JSON.");
        }
    }

    private interface Rule {
        boolean holds(JsonNode value);
    }

    private static void check(ObjectNode body, String field, Rule rule, String expected) {
        if (!absent(body, field) && !rule.holds(body.path(field))) {
            throw OpenAiErrorException.invalidField(field, field + ": expected " + expected);
        }
    }

    private static boolean positive(JsonNode value) {
        return value.isInt() && value.asInt() > 0;
    }

    private static boolean absent(ObjectNode body, String field) {
        return body.path(field).isMissingNode() || body.path(field).isNull();
    }

    /** Whether the model may answer with a call. */
    boolean offersCalls() {
        return !body.path("tools").isEmpty() || !body.path("functions").isEmpty();
    }

    int estimatedPromptTokens() {
        return callerRequest().estimatedPromptTokens();
    }
}
