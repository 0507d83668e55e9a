package io.minerstack.gateway.componentcall;

import io.minerstack.servicesupport.context.ContextHeaders;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** One component call: when it was relayed, and what agent-service said about it. An attribute of its exchange. */
public final class ComponentCall {

    private static final String ATTRIBUTE = ComponentCall.class.getName();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String component;
    private final LongSupplier nanos;
    private final long arrived;
    /** The first time that the request was relayed. */
    private @Nullable Long sent;
    /** The last time, which differs from the first one where a connection did not come about. */
    private long sentLast;

    private @Nullable Long received;
    private @Nullable Long ended;
    private AgentReport report = AgentReport.NONE;
    private @Nullable AnswerOutcome outcome;

    /**
     * A call that arrives now.
     *
     * @param nanos the time in ns since any moment
     */
    ComponentCall(String component, LongSupplier nanos) {
        this.component = component;
        this.nanos = nanos;
        this.arrived = nanos.getAsLong();
    }

    /**
     * A call that arrives now.
     *
     * @param component such as {@code human_feedback}
     */
    public static ComponentCall begin(ServerWebExchange exchange, String component) {
        ComponentCall call = new ComponentCall(component, System::nanoTime);
        exchange.getAttributes().put(ATTRIBUTE, call);
        return call;
    }

    /** The call of this exchange; null where its endpoint is no component. */
    public static @Nullable ComponentCall of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** The request goes to agent-service now, for the first time or again. */
    public synchronized void relayed() {
        sentLast = nanos.getAsLong();
        if (sent == null) {
            sent = sentLast;
        }
        received = null;
    }

    /** The head of agent-service's response is there. */
    public synchronized void answered(HttpHeaders response) {
        received = nanos.getAsLong();
        report = AgentReport.parse(response.getFirst(ContextHeaders.COMPONENT_REPORT));
    }

    /**
     * The response is complete, or the call is over for another reason.
     *
     * @param how null for an end that is nobody's success or failure, such as a mistake of the caller
     */
    public synchronized void ended(@Nullable AnswerOutcome how) {
        ended = nanos.getAsLong();
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
     * sent its body and read the answer. The wait for a connection to agent-service is agent-service's time, and so is
     * the wait for the response's head where there is no report.
     */
    public synchronized Duration ownTime() {
        long elsewhere = Math.max(0, report.agentNanos()) + unreported();
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
        long unreported = unreported();
        if (report.agentNanos() < 0 || unreported > 0) {
            times.put(ComponentCallStage.UNREPORTED, Duration.ofNanos(unreported));
        }
        return times;
    }

    /**
     * The wait for agent-service in ns: until the attempt that a report is of, else until the response's head or the
     * end. 0 where the request was not sent.
     */
    private long unreported() {
        if (sent == null) {
            return 0;
        }
        if (report.agentNanos() >= 0) {
            return sentLast - sent;
        }
        return (received == null ? end() : received) - sent;
    }

    private long end() {
        return ended == null ? nanos.getAsLong() : ended;
    }

    /** Gives what the access log shows of this call: names with numbers or short texts, never text of the request. */
    public synchronized void describe(BiConsumer<String, Object> line) {
        line.accept("component", component);
        if (outcome != null) {
            line.accept("outcome", outcome.label());
        }
        line.accept("gateway_millis", millis(ownTime().toNanos()));
        long unreported = unreported();
        if (unreported > 0) {
            line.accept("unreported_millis", millis(unreported));
        }
        report.fields().forEach(line);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 10) / 10.0;
    }
}
