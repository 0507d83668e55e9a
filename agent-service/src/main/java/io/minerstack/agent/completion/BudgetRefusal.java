package io.minerstack.agent.completion;

import io.minerstack.servicesupport.context.ContextHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * llm-proxy's refusal of a key whose budget does not allow a request, for the caller as it is.
 *
 * @param detail which budget it is
 * @param headers when to come back, and what is left of the key's limits
 */
public record BudgetRefusal(String detail, Map<String, String> headers) {

    static final BudgetRefusal NONE = new BudgetRefusal("", Map.of());

    private static final String DEFAULT_DETAIL = "The key's budget does not allow what the request may cost.";
    private static final List<String> PASSED_ON =
            List.of(HttpHeaders.RETRY_AFTER, ContextHeaders.RATE_LIMIT, ContextHeaders.RATE_LIMIT_POLICY);

    public BudgetRefusal {
        headers = Map.copyOf(headers);
    }

    static BudgetRefusal of(ErrorEnvelope envelope, HttpHeaders response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : PASSED_ON) {
            String value = response.getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new BudgetRefusal(envelope.message().isEmpty() ? DEFAULT_DETAIL : envelope.message(), headers);
    }
}
