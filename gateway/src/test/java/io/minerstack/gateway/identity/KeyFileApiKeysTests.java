package io.minerstack.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.apikeys.KeyFileException;
import io.minerstack.apikeys.KeyFileReader;
import io.minerstack.apikeys.KeyPurpose;
import io.minerstack.apikeys.KeyRules;
import io.minerstack.gateway.TestObjects;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Outdated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.servicesupport.secret.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileApiKeysTests {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String KEY = "a-key-of-the-file";
    private static final String ID = "key_0123456789ab";

    @TempDir
    private Path folder;

    private final KeyFileApiKeys keys =
            new KeyFileApiKeys(new EnvironmentApiKeys(Secret.of(TestObjects.KEY)), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void findsTheKeyOfTheEnvironmentAsAnOperators() {
        use(new KeyFileText().key(KEY, ID, "portal", "acme"));

        assertThat(keys.find(TestObjects.KEY)).isInstanceOfSatisfying(Authenticated.class, found -> {
            assertThat(found.key().purpose()).isEqualTo(KeyPurpose.OPERATOR);
            assertThat(found.key().tenant().name()).isEqualTo("default");
        });
    }

    @Test
    void findsAKeyOfTheFileWithItsTenantAndLimits() {
        use(new KeyFileText()
                .key(KEY, ID, "portal", "acme", "\"purpose\": \"probe\"", "\"limits\": {\"complete\": \"7/h\"}"));

        assertThat(keys.find(KEY)).isInstanceOfSatisfying(Authenticated.class, found -> {
            assertThat(found.key().id()).isEqualTo(ID);
            assertThat(found.key().tenant().name()).isEqualTo("acme");
            assertThat(found.key().purpose()).isEqualTo(KeyPurpose.PROBE);
            assertThat(found.key().limits()).isEqualTo(Map.of(RateLimitGroup.COMPLETE, Limit.of("7/h")));
        });
        assertThat(keys.find(KEY + "x")).isEqualTo(new Anonymous(Reason.WRONG));
        assertThat(keys.find("")).isEqualTo(new Anonymous(Reason.WRONG));
    }

    @Test
    void tellsExpiredAndRevokedKeysFromWrongOnes() {
        use(new KeyFileText()
                .key("expired", ID, "portal", "acme", "\"expires\": \"2026-03-04T05:06:07Z\"")
                .key("replaced", "key_aaaaaaaaaaaa", "portal", "acme", "\"grace_ends\": \"2026-03-04T05:06:00Z\"")
                .key("in-grace", "key_bbbbbbbbbbbb", "portal", "acme", "\"grace_ends\": \"2026-03-04T05:06:08Z\"")
                .key("revoked", "key_cccccccccccc", "portal", "acme", "\"state\": \"revoked\""));

        assertThat(keys.find("expired")).isEqualTo(new Outdated(ID, "portal", Reason.EXPIRED));
        assertThat(keys.find("replaced")).isEqualTo(new Outdated("key_aaaaaaaaaaaa", "portal", Reason.EXPIRED));
        assertThat(keys.find("in-grace")).isInstanceOf(Authenticated.class);
        assertThat(keys.find("revoked")).isEqualTo(new Outdated("key_cccccccccccc", "portal", Reason.REVOKED));
    }

    @Test
    void letsTheKeyOfTheEnvironmentPassWhateverTheFileSays() {
        use(new KeyFileText().key(TestObjects.KEY, ID, "copy", "acme", "\"state\": \"revoked\""));

        assertThat(keys.find(TestObjects.KEY)).isInstanceOf(Authenticated.class);
    }

    @Test
    void knowsEveryEndpointThatAKeyCanHaveALimitFor() {
        EnumSet<RateLimitGroup> withoutKey =
                EnumSet.of(RateLimitGroup.HEALTH, RateLimitGroup.CONSOLE, RateLimitGroup.UNAUTHENTICATED);

        assertThat(KeyRules.LIMITED_ENDPOINTS)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RateLimitGroup.values())
                        .filter(group -> !withoutKey.contains(group))
                        .map(RateLimitGroup::label)
                        .toList());
    }

    @Test
    void countsTheUseOfAnOutdatedKeyByItsName() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OutdatedKeyReporter reporter = new OutdatedKeyReporter(meters);

        reporter.report(new Outdated(ID, "portal", Reason.REVOKED));
        reporter.report(new Outdated(ID, "portal", Reason.REVOKED));

        assertThat(meters.get(OutdatedKeyReporter.REFUSALS)
                        .tags("key_id", ID, "key_name", "portal", "reason", "revoked")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private void use(KeyFileText text) {
        Path file = folder.resolve("keys.json");
        text.write(file);
        try {
            keys.replace(KeyFileReader.read(file));
        } catch (KeyFileException unusable) {
            throw new AssertionError(unusable);
        }
    }
}
