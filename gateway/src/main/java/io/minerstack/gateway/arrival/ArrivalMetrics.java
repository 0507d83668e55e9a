package io.minerstack.gateway.arrival;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.gateway.defence.Admission;
import io.minerstack.gateway.defence.NoRoomForBody;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.ratelimit.LimitGroup;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the edge counts. Every meter exists from the start, so that a rate of zero can be told from no data. */
@Component
class ArrivalMetrics {

    static final String REJECTIONS = "miner.gateway.rejections";
    /** Reason of a rejection that callers see as {@code unavailable}, like any other 503. */
    static final String NO_ROOM_FOR_BODY = "body_bytes_in_flight";

    static final String AUTHENTICATION_FAILURES = "miner.gateway.authentication.failures";
    static final String RATE_LIMIT_DECISIONS = "miner.gateway.rate.limit.decisions";
    static final String IN_FLIGHT = "miner.gateway.requests.in.flight";
    static final String DEADLINE_SLACK = "miner.gateway.deadline.slack";

    private static final Duration[] SLACK_BOUNDS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(55),
        Duration.ofSeconds(60)
    };

    private final Map<ProblemType, Counter> rejections;
    private final Counter noRoomForBody;
    private final Map<Reason, Counter> failures;
    private final Map<LimitGroup, Counter> allowed;
    private final Map<LimitGroup, Counter> limited;
    private final Map<Endpoint, Timer> slack;

    ArrivalMetrics(MeterRegistry meters, Admission admission) {
        Gauge.builder(IN_FLIGHT, admission, Admission::underWay)
                .description("Requests from outside that are under way")
                .register(meters);
        rejections = perConstant(ProblemType.class, type -> rejections(meters, type.code()));
        noRoomForBody = rejections(meters, NO_ROOM_FOR_BODY);
        failures = perConstant(Reason.class, reason -> Counter.builder(AUTHENTICATION_FAILURES)
                .description("Requests without a valid key where one is needed")
                .tag("reason", reason.label())
                .register(meters));
        allowed = perConstant(LimitGroup.class, group -> decisions(meters, group, "allowed"));
        limited = perConstant(LimitGroup.class, group -> decisions(meters, group, "limited"));
        slack = Arrays.stream(Endpoint.values())
                .filter(Endpoint::needsKey)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), endpoint -> slack(meters, endpoint)));
    }

    void rejected(Problem refusal) {
        (refusal instanceof NoRoomForBody ? noRoomForBody : of(rejections, refusal.type())).increment();
    }

    void unauthenticated(Reason reason) {
        of(failures, reason).increment();
    }

    void decided(LimitGroup group, boolean allow) {
        of(allow ? allowed : limited, group).increment();
    }

    void replied(Endpoint endpoint, Duration left) {
        of(slack, endpoint).record(left);
    }

    private static Counter rejections(MeterRegistry meters, String reason) {
        return Counter.builder(REJECTIONS)
                .description("Requests that the gateway itself refused")
                .tag("reason", reason)
                .register(meters);
    }

    private static Timer slack(MeterRegistry meters, Endpoint endpoint) {
        return Timer.builder(DEADLINE_SLACK)
                .description("Time left until the deadline when the reply was out")
                .tag("endpoint", endpoint.path())
                .serviceLevelObjectives(SLACK_BOUNDS)
                .register(meters);
    }

    private static Counter decisions(MeterRegistry meters, LimitGroup group, String outcome) {
        return Counter.builder(RATE_LIMIT_DECISIONS)
                .description("What the rate limiter decided")
                .tag("endpoint", group.label())
                .tag("outcome", outcome)
                .register(meters);
    }

    private static <K extends Enum<K>, M> Map<K, M> perConstant(Class<K> type, Function<K, M> meter) {
        return Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        Function.identity(), meter, (first, second) -> first, () -> new EnumMap<>(type)));
    }

    private static <K, M> M of(Map<K, M> meters, K key) {
        return Objects.requireNonNull(meters.get(key));
    }
}
