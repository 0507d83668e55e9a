package io.minerstack.localllm.chat;

import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.localllm.generation.DeadlineTooShortException;
import io.minerstack.localllm.generation.PromptTooLongException;
import io.minerstack.localllm.generation.QueueFullException;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.OpenAiEnvelopeFormat;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Maps this server's exceptions to problems, and writes problems in OpenAI's error envelope. */
@Configuration(proxyBeanMethods = false)
class ChatErrorConfiguration {

    @Bean
    ErrorFormat openAiErrorFormat() {
        return new OpenAiEnvelopeFormat();
    }

    @Bean
    ProblemMapping chatProblemMapping() {
        return failure -> switch (failure) {
            case InvalidChatRequestException invalid -> at(ProblemType.UNREADABLE, invalid.field(), invalid.rule());
            case PromptTooLongException prompt ->
                // agent-service reads both numbers out of this sentence
                at(
                        ProblemType.CONTEXT_TOO_LONG,
                        "messages",
                        "This model's context is " + prompt.limit() + " tokens, and the messages have "
                                + prompt.tokens() + ": shorten them.");
            case QueueFullException full ->
                ProblemException.unavailable("The model is busy: the queue is full.", full.retryAfterSeconds());
            case DeadlineTooShortException late -> new TooLittleTimeException(late.retryAfterSeconds());
            default -> null;
        };
    }

    private static ProblemException at(ProblemType type, String field, String detail) {
        return new ProblemException(type, detail, Map.of(), List.of(new Violation(field, detail)));
    }
}
