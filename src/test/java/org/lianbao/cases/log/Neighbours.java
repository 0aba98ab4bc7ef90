package org.lianbao.cases.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.partners.RetryPolicy;
import org.lianbao.partners.Silence;

/** Partners without folders. */
record Neighbours(List<Partner> all) implements Partners {

  static Partner partner(String slug, String nameZh, String suffix, String role, String... takes) {
    return partner(slug, nameZh, suffix, role, List.of("/application", "/details"), takes);
  }

  static Partner partner(
      String slug, String nameZh, String suffix, String role, List<String> sees, String... takes) {
    return new Partner(
        slug,
        nameZh,
        slug,
        suffix,
        Set.of(role),
        Set.of(takes),
        sees,
        new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), Duration.ofDays(1), 0),
        Pace.FREE,
        Silence.UNSAID,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Partner.Files.NONE,
        Optional.empty());
  }

  @Override
  public Optional<Partner> find(String slug) {
    return all.stream().filter(partner -> partner.slug().equals(slug)).findFirst();
  }

  @Override
  public Optional<Partner> taking(String role, String kind) {
    return playing(role).filter(partner -> partner.takes().contains(kind));
  }

  @Override
  public Optional<Partner> playing(String role) {
    return all.stream().filter(partner -> partner.roles().contains(role)).findFirst();
  }
}
