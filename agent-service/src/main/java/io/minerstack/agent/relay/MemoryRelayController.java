package io.minerstack.agent.relay;

import io.minerstack.agent.contract.CidValidator;
import io.minerstack.servicesupport.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The public conversation and playbook endpoints, which memory-service answers. */
@RestController
class MemoryRelayController {

    // the path elements of "/conversations/{cid}": separator, segment, separator, segment
    private static final int CID_INDEX = 3;

    private final MemoryRelay relay;

    MemoryRelayController(MemoryRelay relay) {
        this.relay = relay;
    }

    @GetMapping("/conversations")
    Mono<Void> list(ServerWebExchange exchange, @RequestParam Map<String, String> parameters) {
        return send(
                exchange, HttpMethod.GET, "/conversations", null, parameters, List.of("limit", "cursor", "preview"));
    }

    @GetMapping("/conversations/{cid}")
    Mono<Void> read(ServerWebExchange exchange) {
        return send(exchange, HttpMethod.GET, "/conversations/{cid}", cid(exchange), Map.of(), List.of());
    }

    @DeleteMapping("/conversations/{cid}")
    Mono<Void> delete(ServerWebExchange exchange, @RequestParam Map<String, String> parameters) {
        return send(
                exchange, HttpMethod.DELETE, "/conversations/{cid}", cid(exchange), parameters, List.of("playbook"));
    }

    @GetMapping("/playbook/{cid}")
    Mono<Void> playbook(ServerWebExchange exchange, @RequestParam Map<String, String> parameters) {
        return send(exchange, HttpMethod.GET, "/playbook/{cid}", cid(exchange), parameters, List.of("insight_type"));
    }

    @GetMapping("/playbook/{cid}/context")
    Mono<Void> context(ServerWebExchange exchange) {
        return send(exchange, HttpMethod.GET, "/playbook/{cid}/context", cid(exchange), Map.of(), List.of());
    }

    /**
     * The path's second segment. A {@code @PathVariable} would lose everything after a {@code ;}, and the shorter id
     * could name another conversation.
     */
    private static String cid(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        // URLDecoder reads + as a space, which is wrong in a path
        return URLDecoder.decode(path.elements().get(CID_INDEX).value().replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Relays with the query parameters of the contract; others are dropped. */
    private Mono<Void> send(
            ServerWebExchange exchange,
            HttpMethod method,
            String path,
            @Nullable String cid,
            Map<String, String> parameters,
            List<String> allowed) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (cid != null) {
            check(cid);
            variables.put("cid", cid);
        }
        StringBuilder template = new StringBuilder(path);
        for (String name : allowed) {
            String value = parameters.get(name);
            if (value != null) {
                template.append(template.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append("={")
                        .append(name)
                        .append('}');
                variables.put(name, value);
            }
        }
        return relay.send(method, template.toString(), variables, exchange.getResponse());
    }

    private static void check(String cid) {
        String violation = CidValidator.violation(cid);
        if (violation != null) {
            throw ProblemException.invalid("cid", violation);
        }
    }
}
