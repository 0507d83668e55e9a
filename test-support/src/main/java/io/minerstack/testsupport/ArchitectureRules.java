package io.minerstack.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.minerstack.testsupport.ArchitectureConditions.blocksTheThread;
import static io.minerstack.testsupport.ArchitectureConditions.canBeInstantiated;
import static io.minerstack.testsupport.ArchitectureConditions.createsHttpClient;
import static io.minerstack.testsupport.ArchitectureConditions.haveAPackageInfo;
import static io.minerstack.testsupport.ArchitectureConditions.useAddressResolution;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The rules for the code of every module. Each module has one {@code ArchitectureTests} that calls {@link #check}. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /**
     * Fails with the names of the classes that break a rule.
     *
     * @param root the module's root package, such as {@code io.minerstack.memory}
     */
    public static void check(String root) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        if (classes.isEmpty()) {
            // a rule never fails without classes, so a wrong name would go unnoticed
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
                        .and(canBeInstantiated())
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
                classes()
                        .that()
                        .areAssignableTo(Throwable.class)
                        .should()
                        .haveSimpleNameEndingWith("Exception")
                        .because("the name of an exception says that it is one"),
                noClasses().should().accessTargetWhere(blocksTheThread()).because("nothing blocks an event loop"),
                classes()
                        .that(createsHttpClient())
                        .should(useAddressResolution())
                        .because("Reactor Netty keeps an address after its container is gone, where DNS allows it"),
                classes().should(haveAPackageInfo()).because("every package has one sentence on its job"));
    }
}
