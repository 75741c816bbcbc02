package dev.holdfast.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.holdfast.service", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_SERVICE_CACHE_OR_QUEUE = noClasses()
            .that()
            .resideInAPackage("dev.holdfast.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdfast.writer..",
                    "dev.holdfast.reader..",
                    "dev.holdfast.worker..",
                    "dev.holdfast.local..",
                    "io.lettuce..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_DATABASE_KNOWS_JDBC = noClasses()
            .that()
            .resideOutsideOfPackage("dev.holdfast.service.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("dev.holdfast.service.(*)..").should().beFreeOfCycles();
}
