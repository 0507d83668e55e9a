package io.minerstack.testsupport;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The rules of the house, the same for each module: one {@code ArchitectureTests} per module calls {@link #check}. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /**
     * Fails with the offending classes named.
     *
     * @param root the module's root package, such as {@code io.minerstack.memory}
     */
    public static void check(String root) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        if (classes.isEmpty()) {
            // every rule holds for no classes at all
            throw new AssertionError("there are no classes in " + root);
        }
        check(root, classes);
    }

    static void check(String root, JavaClasses classes) {
        for (ArchRule rule : rules(root)) {
            rule.allowEmptyShould(true).check(classes);
        }
    }

    private static List<ArchRule> rules(String root) {
        return List.of(
                slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                classes()
                        .that()
                        .haveSimpleNameEndingWith("Controller")
                        .or()
                        .haveSimpleNameStartingWith("R2dbc")
                        .or()
                        .haveSimpleNameStartingWith("Http")
                        .should()
                        .notBePublic()
                        .because("controllers and adapters are reached through their ports"),
                noClasses()
                        .should()
                        .resideInAnyPackage("..common..", "..util..", "..utils..", "..dto..", "..impl..", "..helper..")
                        .because("a package is named after what it does"),
                noClasses()
                        .should()
                        .haveSimpleNameEndingWith("Impl")
                        .orShould()
                        .haveSimpleNameEndingWith("Helper")
                        .orShould()
                        .haveSimpleNameEndingWith("Utils")
                        .because("a class is named after what it does"),
                noClasses().should().accessTargetWhere(blocks()).because("nothing blocks an event loop"),
                classes()
                        .that(callHttpClientCreate())
                        .should(followAddresses())
                        .because(
                                "a name server lets an address be kept for minutes after its container was made anew"));
    }

    private static DescribedPredicate<JavaClass> callHttpClientCreate() {
        return DescribedPredicate.describe(
                "create a client of Reactor Netty",
                one -> calls(one, "reactor.netty.http.client.HttpClient", "create"));
    }

    private static ArchCondition<JavaClass> followAddresses() {
        return new ArchCondition<>("go through PeerAddresses.follow") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                boolean follows = calls(one, "io.minerstack.servicesupport.client.AddressResolution", "follow");
                events.add(new SimpleConditionEvent(
                        one, follows, one.getName() + (follows ? " follows addresses" : " does not follow addresses")));
            }
        };
    }

    private static boolean calls(JavaClass caller, String owner, String method) {
        return caller.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }

    /** {@code block}, {@code blockOptional}, {@code blockFirst}, {@code blockLast}: called or referred to, with whatever arguments. */
    private static DescribedPredicate<JavaAccess<?>> blocks() {
        return target(nameMatching("block.*"))
                .and(target(owner(
                        assignableTo("reactor.core.publisher.Mono").or(assignableTo("reactor.core.publisher.Flux")))))
                .as("it is Mono.block* or Flux.block*");
    }
}
