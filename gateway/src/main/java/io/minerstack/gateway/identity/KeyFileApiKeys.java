package io.minerstack.gateway.identity;

import io.minerstack.apikeys.KeyBudget;
import io.minerstack.apikeys.KeyDigest;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileEntry;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Outdated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.servicesupport.context.Tenant;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key of {@code API_KEY}, and behind it the keys of the key file, which {@link KeyFileWatcher} replaces. */
class KeyFileApiKeys implements ApiKeys {

    private final ApiKeys environment;
    private final Clock clock;

    private volatile Snapshot snapshot = Snapshot.of(KeyFile.EMPTY);

    KeyFileApiKeys(ApiKeys environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Identity find(String presented) {
        Identity first = environment.find(presented);
        if (first instanceof Authenticated) {
            return first;
        }
        // looked up by the digest, so the time says nothing about the keys
        FileKey found = snapshot.keys.get(KeyDigest.of(presented));
        return found == null ? first : found.identity(clock);
    }

    /** The content that the keys came from. */
    KeyFile content() {
        return snapshot.content;
    }

    void replace(KeyFile content) {
        snapshot = Snapshot.of(content);
    }

    /** The keys of one content of the file. */
    private record Snapshot(KeyFile content, Map<KeyDigest, FileKey> keys) {

        static Snapshot of(KeyFile content) {
            return new Snapshot(
                    content,
                    content.keys().stream().collect(Collectors.toUnmodifiableMap(KeyFileEntry::digest, FileKey::of)));
        }
    }

    /** A key of the file with its answer made ready. */
    private record FileKey(KeyFileEntry entry, Authenticated valid) {

        static FileKey of(KeyFileEntry entry) {
            Map<RateLimitGroup, Limit> limits = new EnumMap<>(RateLimitGroup.class);
            entry.limits()
                    .forEach((endpoint, limit) ->
                            limits.put(RateLimitGroup.valueOf(endpoint.toUpperCase(Locale.ROOT)), Limit.of(limit)));
            return new FileKey(
                    entry,
                    new Authenticated(new ApiKey(
                            entry.id(),
                            entry.name(),
                            entry.purpose(),
                            new Tenant(entry.tenant()),
                            limits,
                            budget(entry.budget()))));
        }

        private static @Nullable SpendingLimits budget(KeyBudget budget) {
            return budget.equals(KeyBudget.NONE)
                    ? null
                    : new SpendingLimits(
                            budget.tokensPerDay(),
                            budget.tokensPerMonth(),
                            nanoUnits(budget.moneyPerDay()),
                            nanoUnits(budget.moneyPerMonth()));
        }

        /** Exact: the key file has at most 9 digits before the point and 6 behind it. */
        private static @Nullable Long nanoUnits(@Nullable BigDecimal money) {
            return money == null
                    ? null
                    : Long.valueOf(money.multiply(BigDecimal.valueOf(SpendingLimits.NANO_UNITS))
                            .longValueExact());
        }

        Identity identity(Clock clock) {
            Reason reason = reason(entry.statusAt(clock.instant()));
            return reason == null ? valid : new Outdated(entry.id(), entry.name(), reason);
        }

        private static @Nullable Reason reason(KeyStatus status) {
            return switch (status) {
                case VALID -> null;
                case EXPIRED -> Reason.EXPIRED;
                case REVOKED -> Reason.REVOKED;
            };
        }
    }
}
