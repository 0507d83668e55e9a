package io.minerstack.llmproxy.exchange;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.secret.Secret;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The address of one upstream and the headers that it gets.
 *
 * @param api base URL, ending in {@code /v1} as a rule
 * @param apiKey sent as a bearer token, null if there is none
 * @param internal whether the upstream is a service of this stack. Other upstreams learn the request id and nothing
 *     else about the caller
 * @param traced whether the upstream gets the span that its work belongs to: random numbers, which say nothing about
 *     the caller
 */
public record UpstreamEndpoint(URI api, @Nullable Secret apiKey, boolean internal, boolean traced) {

    URI chatCompletions() {
        return URI.create(api + "/chat/completions");
    }

    URI models() {
        return URI.create(api + "/models");
    }

    void authorize(HttpHeaders headers) {
        if (apiKey != null && !apiKey.isBlank()) {
            headers.set("Authorization", "Bearer " + apiKey.reveal());
        }
    }

    void propagate(RequestContext context, HttpHeaders headers) {
        headers.set(ContextHeaders.REQUEST_ID, context.requestId().value());
        if (traced && context.traceparent() != null) {
            headers.set(ContextHeaders.TRACEPARENT, context.traceparent());
        }
        if (!internal) {
            return;
        }
        if (context.tenant() != null) {
            headers.set(ContextHeaders.TENANT, context.tenant().name());
        }
        headers.set(ContextHeaders.DEADLINE, context.deadline().toHeader());
    }
}
