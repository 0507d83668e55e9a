package io.minerstack.localllm.models;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.localllm.engine.ServedModel;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** {@code GET /v1/models} as OpenAI and vLLM have it, and {@code GET /health}. */
@RestController
class ServedModelController {

    private final ModelList models;

    ServedModelController(ServedModel served, InferenceEngine engine) {
        this.models = new ModelList(
                "list",
                List.of(new Model(
                        served.name(),
                        "model",
                        served.since().getEpochSecond(),
                        "local-llm",
                        served.contextLength(),
                        engine.parallel())));
    }

    @GetMapping("/v1/models")
    ModelList models() {
        return models;
    }

    /** Always {@code ok}: the model is loaded before the port opens, so any response means a healthy server. */
    @GetMapping("/health")
    Health health() {
        return new Health("ok");
    }

    record ModelList(String object, List<Model> data) {}

    /**
     * One model.
     *
     * @param created epoch seconds
     * @param maxModelLen limit of prompt tokens plus completion tokens; the name is vLLM's
     * @param maxNumSeqs how many generations run at the same time: llm-proxy sends no more requests than these, because
     *     the others wait there in a fair order; the name is that of vLLM's setting
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Model(String id, String object, long created, String ownedBy, int maxModelLen, int maxNumSeqs) {}

    record Health(String status) {}
}
