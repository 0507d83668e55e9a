package io.minerstack.agent.feedback;

import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.answer.ModelReply;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the model which operations a feedback asks for. A failure is a result with a reason code, never an error. */
@Component
class FeedbackExtractor {

    private static final double DEFAULT_TEMPERATURE = 0.3;
    private static final String TASK = "List what should be remembered from the feedback.";

    private final ModelCaller generator;
    private final Temperature temperature;

    FeedbackExtractor(ModelCaller generator, ModelCallProperties properties) {
        this.generator = generator;
        this.temperature = Temperature.of(properties.temperature(), DEFAULT_TEMPERATURE);
    }

    Mono<ExtractionResult> extract(ComponentInvocation invocation) {
        String feedback = invocation.input().queries();
        if (CourtesyFilter.hasNothingToLearn(feedback)) {
            return Mono.just(ExtractionResult.nothingToLearn());
        }
        MemoryContext context = invocation.memory();
        NumberedEntries entries = new NumberedEntries(context.entries());
        return generator
                .call(prompt(feedback, context, entries), temperature, OperationSchema.SCHEMA, null)
                .flatMap(reply ->
                        StageTimes.measure(Stage.PARSE, Mono.fromSupplier(() -> read(feedback, entries, reply))))
                .onErrorResume(
                        ModelCallException.class,
                        failure -> Mono.just(withoutReply(feedback, "model_" + LowerCaseLabel.of(failure.reason()))))
                .onErrorResume(DeadlineExceededException.class, late -> Mono.just(withoutReply(feedback, "deadline")));
    }

    private static ExtractionResult withoutReply(String feedback, String failure) {
        return ExtractionResult.statementsOnly(RuleBasedExtractor.read(feedback), failure, null);
    }

    private static ExtractionResult read(String feedback, NumberedEntries entries, ModelReply reply) {
        List<ProposedOperation> statements = RuleBasedExtractor.read(feedback);
        ProposedOperations proposed =
                new OperationSchema(entries).read(reply.completion().text());
        if (proposed == null) {
            return ExtractionResult.statementsOnly(statements, "unreadable_reply", reply);
        }
        List<ProposedOperation> all =
                Stream.concat(proposed.list().stream(), statements.stream()).toList();
        return new ExtractionResult(all, proposed.repaired(), ExtractionResult.Source.MODEL, null, reply);
    }

    /** The entries are shown as possible targets and not as a playbook, because the model must not follow them here. */
    private static PromptBuilder prompt(String feedback, MemoryContext context, NumberedEntries entries) {
        List<PromptContext> material = new ArrayList<>();
        if (!entries.isEmpty()) {
            material.add(new PromptContext("entries", entries.text()));
        }
        material.add(new PromptContext("feedback", feedback));
        return new PromptBuilder(
                List.of(PromptTemplates.INSIGHTS),
                "",
                List.of(TASK),
                material,
                new MemoryContext(context.messages(), List.of(), null, context.state()));
    }
}
