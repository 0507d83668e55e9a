package io.minerstack.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** What {@link ArchitectureRules} asks about a class beyond ArchUnit's own conditions. */
final class ArchitectureConditions {

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private ArchitectureConditions() {}

    /** Leaves out classes that only have static methods. */
    static DescribedPredicate<JavaClass> canBeInstantiated() {
        return describe(
                "can be instantiated",
                one -> one.isInterface()
                        || one.getConstructors().stream()
                                .anyMatch(constructor ->
                                        !constructor.getModifiers().contains(JavaModifier.PRIVATE)));
    }

    /**
     * {@code block}, {@code blockOptional}, {@code blockFirst} and {@code blockLast}, called or as a method reference.
     */
    static DescribedPredicate<JavaAccess<?>> blocksTheThread() {
        return target(nameMatching("block.*"))
                .and(target(owner(
                        assignableTo("reactor.core.publisher.Mono").or(assignableTo("reactor.core.publisher.Flux")))))
                .as("it is Mono.block* or Flux.block*");
    }

    static DescribedPredicate<JavaClass> createsHttpClient() {
        return describe(
                "create a client of Reactor Netty",
                one -> calls(one, "reactor.netty.http.client.HttpClient", "create"));
    }

    static ArchCondition<JavaClass> useAddressResolution() {
        return condition(
                "use AddressResolution",
                one -> calls(one, "io.minerstack.servicesupport.client.AddressResolution", "withShortCache"));
    }

    /**
     * Looks for {@code @NullMarked}, which is in every package-info: without an annotation, no class file is compiled.
     */
    static ArchCondition<JavaClass> haveAPackageInfo() {
        return condition("have a package-info.java with @NullMarked", one -> one.getPackage()
                .isAnnotatedWith(NULL_MARKED));
    }

    private static ArchCondition<JavaClass> condition(String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                boolean satisfied = holds.test(one);
                String message = one.getName() + (satisfied ? " does " : " does not ") + description;
                events.add(new SimpleConditionEvent(one, satisfied, message));
            }
        };
    }

    private static boolean calls(JavaClass caller, String owner, String method) {
        return caller.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }
}
