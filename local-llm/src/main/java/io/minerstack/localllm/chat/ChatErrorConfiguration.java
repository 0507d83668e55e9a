package io.minerstack.localllm.chat;

import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.localllm.generation.PromptTooLongException;
import io.minerstack.localllm.generation.QueueFullException;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.OpenAiErrors;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.Problem.Violation;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says this server's own failures in OpenAI's envelope. */
@Configuration(proxyBeanMethods = false)
class ChatErrorConfiguration {

    @Bean
    ErrorFormat openAiErrors() {
        return new OpenAiErrors();
    }

    @Bean
    ProblemMapping chatProblemMapping() {
        return failure -> switch (failure) {
            case InvalidChatRequestException refused -> at(ProblemType.UNREADABLE, refused.field(), refused.rule());
            case PromptTooLongException prompt ->
                at(
                        ProblemType.CONTEXT_TOO_LONG,
                        "messages",
                        "This model's context is " + prompt.limit() + " tokens, and the messages have "
                                + prompt.tokens() + ": shorten them.");
            case QueueFullException full ->
                Problem.unavailable(
                        "The model is busy and its queue is full, or too long for the time that is left.",
                        full.retryAfterSeconds());
            default -> null;
        };
    }

    private static Problem at(ProblemType type, String field, String detail) {
        return new Problem(type, detail, Map.of(), List.of(new Violation(field, detail)));
    }
}
