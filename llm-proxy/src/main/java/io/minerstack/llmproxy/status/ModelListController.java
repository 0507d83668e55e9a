package io.minerstack.llmproxy.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.llmproxy.provider.Providers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/models}: the configured models, in the order of fallback. */
@RestController
class ModelListController {

    private final Providers providers;
    private final Instant started;

    ModelListController(Providers providers, Clock clock) {
        this.providers = providers;
        this.started = clock.instant();
    }

    @GetMapping("/v1/models")
    ModelList models() {
        return new ModelList(
                "list",
                providers.all().stream()
                        .map(provider ->
                                new Model(provider.model(), "model", started.getEpochSecond(), provider.name()))
                        .toList());
    }

    record ModelList(String object, List<Model> data) {}

    /**
     * One model.
     *
     * @param id the model's name
     * @param created epoch seconds of the start of this service
     * @param ownedBy name of the provider
     */
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}
}
