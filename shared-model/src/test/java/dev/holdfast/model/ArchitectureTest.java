package dev.holdfast.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Every module builds on this one, so it may pull in next to nothing. */
@AnalyzeClasses(packages = "dev.holdfast.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_FRAMEWORK_DATABASE_CACHE_OR_QUEUE = classes()
            .that()
            .resideInAPackage("dev.holdfast.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdfast.model..",
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.security..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "javax.crypto..",
                    "com.ibm.icu..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("dev.holdfast.model.(*)..").should().beFreeOfCycles();
}
