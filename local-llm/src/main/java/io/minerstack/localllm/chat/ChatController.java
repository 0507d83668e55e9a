package io.minerstack.localllm.chat;

import io.minerstack.localllm.engine.ServedModel;
import io.minerstack.localllm.generation.GenerationEvent;
import io.minerstack.localllm.generation.GenerationQueue;
import io.minerstack.localllm.generation.GenerationRequest;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenAI's chat completions. A failure before the first token becomes an HTTP status; a later failure becomes the last
 * event of the stream.
 */
@RestController
class ChatController {

    private static final Logger log = LoggerFactory.getLogger(ChatController.class);

    private final GenerationQueue queue;
    private final ServedModel model;
    private final ChatProperties properties;
    private final ErrorFormat errors;
    private final JsonMapper json;
    private final Clock clock;

    ChatController(
            GenerationQueue queue,
            ServedModel model,
            ChatProperties properties,
            ErrorFormat errors,
            JsonMapper json,
            Clock clock) {
        this.queue = queue;
        this.model = model;
        this.properties = properties;
        this.errors = errors;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/v1/chat/completions")
    Mono<ResponseEntity<Publisher<?>>> complete(@RequestBody ChatRequest request) {
        return RequestContext.current().map(context -> {
            GenerationRequest generation = ChatRequestMapper.toGenerationRequest(request, properties.temperature());
            ChatResponseWriter writer = new ChatResponseWriter(
                    "chatcmpl-" + context.requestId(),
                    clock.instant().getEpochSecond(),
                    model.name(),
                    request.wantsStreamUsage());
            Flux<GenerationEvent> events = queue.generate(generation, context);
            return request.wantsStream()
                    ? ResponseEntity.ok()
                            .contentType(MediaType.TEXT_EVENT_STREAM)
                            .body(stream(events, writer, context))
                    : ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(events.collectList().map(writer::whole));
        });
    }

    private Flux<String> stream(Flux<GenerationEvent> events, ChatResponseWriter writer, RequestContext context) {
        return events.index()
                .concatMapIterable(event -> writer.chunks(event.getT1(), event.getT2()))
                .map(json::writeValueAsString)
                .concatWithValues("[DONE]")
                .switchOnFirst((first, chunks) ->
                        first.hasValue() ? chunks.onErrorResume(failure -> errorEvent(failure, context)) : chunks);
    }

    private Mono<String> errorEvent(Throwable failure, RequestContext context) {
        LogContext.with(context, () -> log.error("stream failed after its first token", failure));
        ProblemException problem =
                new ProblemException(ProblemType.INTERNAL, "The model failed in the middle of the answer.");
        return Mono.fromSupplier(() -> json.writeValueAsString(errors.body(problem, context.requestId())));
    }
}
