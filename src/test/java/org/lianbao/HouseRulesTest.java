package org.lianbao;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lianbao");

  @Test
  void onlyRoutingKnowsCamel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lianbao.routing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .check(HOUSE);
  }

  /** The sandbox and the twins stand in for partners, who speak over queues themselves. */
  @Test
  void onlyRoutingAndThoseWhoStandInForPartnersKnowJms() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.lianbao.routing..", "org.lianbao.sandbox..", "org.lianbao.twin..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.jms..", "org.springframework.jms..")
        .check(HOUSE);
  }

  @Test
  void onlyTheTrenchesKnowGeometry() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lianbao.trenches..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.locationtech..")
        .check(HOUSE);
  }

  @Test
  void rulesAndEventsStandOnNothingButTheCore() {
    noClasses()
        .that()
        .resideInAPackage("org.lianbao.cases.procedure..")
        .should()
        .dependOnClassesThat(
            not(
                resideInAPackage("java..")
                    .or(resideInAPackage("org.lianbao.cases.procedure.."))
                    .or(resideInAPackage("org.lianbao.cases"))
                    .or(resideInAPackage("org.lianbao.shared"))
                    .or(resideInAPackage("org.lianbao.application"))
                    .or(resideInAPackage("org.lianbao.calendar"))
                    .or(resideInAPackage("org.lianbao.rules"))
                    .or(resideInAPackage("org.lianbao.trenches"))
                    .or(resideInAPackage("com.fasterxml.jackson.."))))
        .check(HOUSE);
  }

  @Test
  void limitsStandOnTheCoreAndTheCalendar() {
    noClasses()
        .that()
        .resideInAPackage("org.lianbao.cases.clocks..")
        .should()
        .dependOnClassesThat(
            not(
                resideInAPackage("java..")
                    .or(resideInAPackage("org.lianbao.cases.clocks.."))
                    .or(resideInAPackage("org.lianbao.cases.procedure"))
                    .or(resideInAPackage("org.lianbao.cases"))
                    .or(resideInAPackage("org.lianbao.shared"))
                    .or(resideInAPackage("org.lianbao.calendar"))
                    .or(resideInAPackage("org.lianbao.rules"))
                    .or(resideInAPackage("com.fasterxml.jackson.."))))
        .check(HOUSE);
  }

  @Test
  void nobodyButTheClockReadsTheTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lianbao.shared..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(HOUSE);
  }
}
