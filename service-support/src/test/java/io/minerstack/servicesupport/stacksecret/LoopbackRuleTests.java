package io.minerstack.servicesupport.stacksecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class LoopbackRuleTests {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-host.invalid"})
    void withoutASecretNoOtherMachineMayReachTheService(String address) {
        assertThatThrownBy(() -> LoopbackRule.check(service(address, "")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("STACK_SECRET: missing")
                .hasMessageContaining("BIND_ADDRESS " + address);
    }

    @Test
    void anEmptyAddressIsEveryAddress() {
        assertThatThrownBy(() -> LoopbackRule.check(service("", "")))
                .hasMessageContaining("BIND_ADDRESS (all addresses)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void withoutASecretLoopbackIsAllowed(String address) {
        assertThatCode(() -> LoopbackRule.check(service(address, ""))).doesNotThrowAnyException();
    }

    @Test
    void withASecretEveryAddressIsAllowed() {
        assertThatCode(() -> LoopbackRule.check(service("0.0.0.0", "a secret"))).doesNotThrowAnyException();
    }

    @Test
    void aServiceThatAsksForNoSecretIsNotConcerned() {
        assertThatCode(() -> LoopbackRule.check(
                        service("0.0.0.0", "").withProperty("service.stack-secret.required", "false")))
                .doesNotThrowAnyException();
        assertThatCode(() -> LoopbackRule.check(new MockEnvironment())).doesNotThrowAnyException();
    }

    @Test
    void isAskedByEveryService() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
                .hasAtLeastOneElementOfType(LoopbackRule.class);
    }

    private static MockEnvironment service(String address, String secret) {
        return new MockEnvironment()
                .withProperty("service.stack-secret.required", "true")
                .withProperty("service.stack-secret.value", secret)
                .withProperty("server.address", address);
    }
}
