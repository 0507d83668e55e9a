package io.minerstack.testsupport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

class ArchitectureRulesTests {

    private static final String ROOT = "io.minerstack.testsupport";

    @Test
    void acceptsItsOwnModule() {
        assertThatCode(() -> ArchitectureRules.check(ROOT)).doesNotThrowAnyException();
    }

    @Test
    void refusesAPackageThatDoesNotExist() {
        assertThatThrownBy(() -> ArchitectureRules.check("io.minerstack.testsuport"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.minerstack.testsuport");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Blocks.class,
                BlocksForATime.class,
                BlocksForSomething.class,
                BlocksForTheFirst.class,
                BlocksForTheLast.class,
                BlocksByReference.class
            })
    void findsEveryWayToBlock(Class<?> blocking) {
        assertThatThrownBy(() -> ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(blocking)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing blocks an event loop")
                .hasMessageContaining(blocking.getSimpleName());
    }

    @Test
    void findsAClientWithoutAddressResolution() {
        assertThatThrownBy(() ->
                        ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(KeepsAddresses.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("use AddressResolution")
                .hasMessageContaining("KeepsAddresses");
    }

    @Test
    void findsAnExceptionThatIsNotCalledOne() {
        assertThatThrownBy(() -> ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(Failed.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the name of an exception")
                .hasMessageContaining("Failed");
    }

    @Test
    void findsAPackageWithoutPackageInfo() {
        // imported alone, without the class file of its package-info
        assertThatThrownBy(() -> ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(TypeNames.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("package-info.java")
                .hasMessageContaining("TypeNames");
    }

    @Test
    void findsAPublicAdapterButAllowsAPublicClassOfStaticMethods() {
        assertThatThrownBy(
                        () -> ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(HttpAdapter.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reached through their ports")
                .hasMessageContaining("HttpAdapter");
        assertThatThrownBy(() -> ArchitectureRules.check(ROOT, new ClassFileImporter().importClasses(HttpNames.class)))
                .hasMessageNotContaining("reached through their ports");
    }

    public static final class HttpAdapter {}

    public static final class HttpNames {
        private HttpNames() {}
    }

    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class KeepsAddresses {
        HttpClient client() {
            return HttpClient.create();
        }
    }

    static final class Blocks {
        @Nullable
        Object now(Mono<Object> later) {
            return later.block();
        }
    }

    static final class BlocksForATime {
        @Nullable
        Object now(Mono<Object> later) {
            return later.block(Duration.ofSeconds(1));
        }
    }

    static final class BlocksForSomething {
        Optional<Object> now(Mono<Object> later) {
            return later.blockOptional();
        }
    }

    static final class BlocksForTheFirst {
        @Nullable
        Object now(Flux<Object> later) {
            return later.blockFirst();
        }
    }

    static final class BlocksForTheLast {
        @Nullable
        Object now(Flux<Object> later) {
            return later.blockLast(Duration.ofSeconds(1));
        }
    }

    static final class BlocksByReference {
        Function<Mono<Object>, @Nullable Object> now() {
            return Mono::block;
        }
    }
}
