package dev.millrace.kit.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house that a machine can check; see the design's section on folders. */
public final class HouseRules {

    private static final List<String> SERVICES =
            List.of("ingest", "prep", "training", "inference", "orchestrator");

    private HouseRules() {}

    /** Checks the main classes of {@code dev.millrace.<module>}. */
    public static void check(String module) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.millrace." + module);
        if (classes.isEmpty()) {
            throw new AssertionError("no classes in dev.millrace." + module);
        }
        rules(module).forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    private static Stream<ArchRule> rules(String module) {
        return Stream.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                SERVICES.stream()
                                        .filter(other -> !other.equals(module))
                                        .map(other -> "dev.millrace." + other + "..")
                                        .toArray(String[]::new))
                        .because("services talk over HTTP"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.millrace.prep.spark..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.spark..")
                        .because("Spark is fenced"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.millrace..engine..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.tensorflow..", "ai.djl..")
                        .because("engines are fenced"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto)")
                        .because("such names say nothing"),
                noClasses()
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .because("time is injected"),
                classes()
                        .that()
                        .haveSimpleNameEndingWith("Controller")
                        .should()
                        .notBePublic()
                        .because("a feature's controller is its own affair"));
    }
}
