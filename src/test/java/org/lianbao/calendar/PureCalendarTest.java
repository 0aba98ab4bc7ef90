package org.lianbao.calendar;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PureCalendarTest {

  @Test
  void standsOnJavaAndTheSharedRoomAlone() {
    var calendar =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lianbao.calendar");
    noClasses()
        .that()
        .resideInAPackage("org.lianbao.calendar")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .dependOnClassesThat(
            not(
                resideInAPackage("java..")
                    .or(resideInAPackage("org.lianbao.calendar"))
                    .or(resideInAPackage("org.lianbao.shared"))))
        .check(calendar);
  }
}
