package io.minerstack.agent.component;

import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelUsage;
import io.minerstack.agent.contract.ComponentOutput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway learns about one component call, in the header {@code X-Component-Report}: {@code outcome=good,
 * agent_millis=812.4, memory_read_millis=2.1, model_millis=800.0, provider=openai, tokens=321}. The gateway counts
 * outcomes and writes the access log with it, and callers never get it. A reply with another run's answer has no
 * stages. Of a call that failed the provider is the one that was asked last, and the tokens are those of the replies
 * that came.
 */
final class ComponentReport {

    private static final long NANOS_PER_TENTH = 100_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final long arrived = System.nanoTime();
    private volatile @Nullable StageTimes stages;
    private volatile @Nullable ModelUsage used;

    /** The call has a run of its own, which begins now. */
    void ran(StageTimes times, ModelUsage usage) {
        stages = times;
        used = usage;
    }

    /** The header of a reply with this body. */
    String answered(ComponentOutput reply) {
        StringBuilder header = begin(isWellFormed(reply) ? "good" : "malformed");
        Map<String, Object> metadata = reply.metadata();
        provider(header, metadata.get("provider") instanceof String provider ? provider : null);
        if (metadata.get("tokens_used") instanceof Integer tokens) {
            header.append(", tokens=").append(tokens);
        }
        return header.toString();
    }

    /** The header of an error response. */
    String failed(Throwable failure) {
        // the 503s that are no failure of the stack: too much is under way, or a budget refuses what has no price
        boolean refused =
                switch (failure) {
                    case ProblemException problem -> problem.type() == ProblemType.UNAVAILABLE;
                    case ModelCallException model -> model.reason() == ModelCallException.Reason.BUDGET_UNPRICED;
                    default -> false;
                };
        StringBuilder header = begin(refused ? "refused" : "failed");
        ModelUsage usage = used;
        if (usage != null) {
            provider(header, usage.provider());
            if (usage.tokens() > 0) {
                header.append(", tokens=").append(usage.tokens());
            }
        }
        return header.toString();
    }

    /** A name that could forge a header is left out. */
    private static void provider(StringBuilder header, @Nullable String name) {
        if (name != null && NAME.matcher(name).matches()) {
            header.append(", provider=").append(name);
        }
    }

    private StringBuilder begin(String outcome) {
        StringBuilder header = new StringBuilder(160).append("outcome=").append(outcome);
        millis(header, "agent", System.nanoTime() - arrived);
        StageTimes times = stages;
        if (times != null) {
            for (Stage stage : Stage.values()) {
                long nanos = times.nanos(stage);
                if (nanos >= 0) {
                    millis(header, stage.label(), nanos);
                }
            }
        }
        return header;
    }

    private static void millis(StringBuilder header, String name, long nanos) {
        long tenths = nanos / NANOS_PER_TENTH;
        header.append(", ")
                .append(name)
                .append("_millis=")
                .append(tenths / 10)
                .append('.')
                .append(tenths % 10);
    }

    /** The rules of the contract that the code does not keep by itself; the probe judges answers by the same ones. */
    private static boolean isWellFormed(ComponentOutput reply) {
        Output output = reply.output();
        return !CodePoints.isBlank(output.immediateResponse())
                && !CodePoints.exceed(output.immediateResponse(), Output.RESPONSE_LIMIT)
                && !CodePoints.exceed(output.notebook(), Output.NOTEBOOK_LIMIT);
    }
}
