package io.minerstack.llmproxy.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.figures.ServiceFigures;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /figures}: tokens, answers and circuit breakers since the start, for the console in the browser. */
@RestController
class LlmProxyFiguresController {

    private final MeterRegistry meters;

    LlmProxyFiguresController(MeterRegistry meters) {
        this.meters = meters;
    }

    @GetMapping("/figures")
    ServiceFigures figures() {
        return ServiceFigures.read("llm-proxy", meters);
    }
}
