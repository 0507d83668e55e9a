package io.minerstack.agent.relay;

import io.minerstack.agent.contract.Cid;
import io.minerstack.hop.problem.Problem;
import io.minerstack.hop.problem.Problem.Violation;
import io.minerstack.hop.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The public conversation and playbook calls, whose bodies memory-service owns. */
@RestController
class MemoryController {

    private final MemoryRelay relay;

    MemoryController(MemoryRelay relay) {
        this.relay = relay;
    }

    @GetMapping("/conversations")
    Mono<ResponseEntity<byte[]>> list(@RequestParam Map<String, String> parameters) {
        return send(HttpMethod.GET, "/conversations", null, parameters, List.of("limit", "cursor"));
    }

    @GetMapping("/conversations/{cid}")
    Mono<ResponseEntity<byte[]>> read(@PathVariable String cid) {
        return send(HttpMethod.GET, "/conversations/{cid}", cid, Map.of(), List.of());
    }

    @DeleteMapping("/conversations/{cid}")
    Mono<ResponseEntity<byte[]>> delete(@PathVariable String cid, @RequestParam Map<String, String> parameters) {
        return send(HttpMethod.DELETE, "/conversations/{cid}", cid, parameters, List.of("playbook"));
    }

    @GetMapping("/playbook/{cid}")
    Mono<ResponseEntity<byte[]>> playbook(@PathVariable String cid, @RequestParam Map<String, String> parameters) {
        return send(HttpMethod.GET, "/playbook/{cid}", cid, parameters, List.of("insight_type"));
    }

    @GetMapping("/playbook/{cid}/context")
    Mono<ResponseEntity<byte[]>> context(@PathVariable String cid) {
        return send(HttpMethod.GET, "/playbook/{cid}/context", cid, Map.of(), List.of());
    }

    /** Only the parameters that the contract names go on. */
    private Mono<ResponseEntity<byte[]>> send(
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
        return relay.send(method, template.toString(), variables);
    }

    private static void check(String cid) {
        String fault = Cid.faultOf(cid);
        if (fault != null) {
            throw new Problem(ProblemType.INVALID, "cid: " + fault, Map.of(), List.of(new Violation("cid", fault)));
        }
    }
}
