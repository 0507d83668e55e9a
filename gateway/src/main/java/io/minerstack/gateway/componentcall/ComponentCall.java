package io.minerstack.gateway.componentcall;

import io.minerstack.servicesupport.context.ContextHeaders;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** One component call: when it was relayed, and what agent-service said about it. An attribute of its exchange. */
public final class ComponentCall {

    private static final String ATTRIBUTE = ComponentCall.class.getName();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String component;
    private final long arrived = System.nanoTime();
    private @Nullable Long sent;
    private @Nullable Long received;
    private @Nullable Long ended;
    private AgentReport report = AgentReport.NONE;
    private @Nullable AnswerOutcome outcome;

    ComponentCall(String component) {
        this.component = component;
    }

    /**
     * A call that arrives now.
     *
     * @param component such as {@code human_feedback}
     */
    public static ComponentCall begin(ServerWebExchange exchange, String component) {
        ComponentCall call = new ComponentCall(component);
        exchange.getAttributes().put(ATTRIBUTE, call);
        return call;
    }

    /** The call of this exchange; null where its endpoint is no component. */
    public static @Nullable ComponentCall of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** The request goes to agent-service now. */
    public synchronized void relayed() {
        sent = System.nanoTime();
        received = null;
    }

    /** The head of agent-service's response is there. */
    public synchronized void answered(HttpHeaders response) {
        received = System.nanoTime();
        report = AgentReport.parse(response.getFirst(ContextHeaders.COMPONENT_REPORT));
    }

    /**
     * The response is complete, or the call is over for another reason.
     *
     * @param how null for an end that is nobody's success or failure, such as a mistake of the caller
     */
    public synchronized void ended(@Nullable AnswerOutcome how) {
        ended = System.nanoTime();
        outcome = how;
    }

    /** Whether the request was sent to agent-service. */
    public synchronized boolean wasRelayed() {
        return sent != null;
    }

    /** Tokens of prompts and answers, as agent-service says; 0 where it says nothing. */
    public synchronized long tokens() {
        return report.tokens();
    }

    /** Whether agent-service says this outcome of its work. */
    public synchronized boolean reports(AnswerOutcome expected) {
        return report.says(expected);
    }

    /** The time since the request's arrival, until its end if that has come. */
    public synchronized Duration time() {
        return Duration.ofNanos(end() - arrived);
    }

    /**
     * The time that was not agent-service's: the gateway's own, that of the network, and the time in which the caller
     * sent its body and read the answer. Without a report the wait for the response's head is agent-service's time.
     */
    public synchronized Duration ownTime() {
        long reported = report.agentNanos();
        long elsewhere = reported >= 0 ? reported : unreported();
        return Duration.ofNanos(Math.max(0, end() - arrived - elsewhere));
    }

    /** The times of the stages that this call came to; empty where it was not sent to agent-service. */
    public synchronized Map<ComponentCallStage, Duration> stageTimes() {
        Map<ComponentCallStage, Duration> times = new EnumMap<>(ComponentCallStage.class);
        if (sent == null) {
            return times;
        }
        for (ComponentCallStage stage : ComponentCallStage.values()) {
            long nanos = report.nanos(stage);
            if (nanos >= 0) {
                times.put(stage, Duration.ofNanos(nanos));
            }
        }
        times.put(ComponentCallStage.GATEWAY, ownTime());
        if (report.agentNanos() < 0) {
            times.put(ComponentCallStage.UNREPORTED, Duration.ofNanos(unreported()));
        }
        return times;
    }

    /** The wait for the response's head in ns; 0 where the request was not sent. */
    private long unreported() {
        return sent == null ? 0 : (received == null ? end() : received) - sent;
    }

    private long end() {
        return ended == null ? System.nanoTime() : ended;
    }

    /** Gives what the access log shows of this call: names with numbers or short texts, never text of the request. */
    public synchronized void describe(BiConsumer<String, Object> line) {
        line.accept("component", component);
        if (outcome != null) {
            line.accept("outcome", outcome.label());
        }
        line.accept("gateway_millis", Math.round(ownTime().toNanos() / NANOS_PER_MILLI * 10) / 10.0);
        report.fields().forEach(line);
    }
}
