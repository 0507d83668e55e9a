package io.minerstack.agent.relay;

import io.minerstack.agent.contract.Cid;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemType;
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

/** The public conversation and playbook calls, whose bodies memory-service owns. */
@RestController
class MemoryRelayController {

    // of "/conversations/{cid}": separator, segment, separator, segment
    private static final int CID_ELEMENT = 3;

    private final MemoryRelay relay;

    MemoryRelayController(MemoryRelay relay) {
        this.relay = relay;
    }

    @GetMapping("/conversations")
    Mono<Void> list(ServerWebExchange exchange, @RequestParam Map<String, String> parameters) {
        return send(exchange, HttpMethod.GET, "/conversations", null, parameters, List.of("limit", "cursor"));
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
     * The path's second segment as it was sent. A path variable would lose what follows a {@code ;}, and the id that is left
     * may be another conversation's.
     */
    private static String cid(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        // in a path a plus is a plus
        return URLDecoder.decode(path.elements().get(CID_ELEMENT).value().replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Only the parameters that the contract names go on. */
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
        String fault = Cid.faultOf(cid);
        if (fault != null) {
            throw new Problem(ProblemType.INVALID, "cid: " + fault, Map.of(), List.of(new Violation("cid", fault)));
        }
    }
}
