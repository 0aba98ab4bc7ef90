package org.lianbao.routing.tables;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The databases of the partners that have exchange tables. */
@Component
class PartnerDatabases implements AutoCloseable {

  private final Function<String, Optional<Partner>> partners;
  private final PartnerSettings settings;
  private final Map<String, PartnerDatabase> open = new ConcurrentHashMap<>();

  @Autowired
  PartnerDatabases(Partners partners, PartnerSettings settings) {
    this(partners::find, settings);
  }

  private PartnerDatabases(Function<String, Optional<Partner>> partners, PartnerSettings settings) {
    this.partners = partners;
    this.settings = settings;
  }

  /** Those of a place where one partner is all there is. */
  static PartnerDatabases ofOne(Partner partner, PartnerSettings settings) {
    return new PartnerDatabases(
        slug -> Optional.of(partner).filter(only -> only.slug().equals(slug)), settings);
  }

  /** The same with this partner as it will be. */
  PartnerDatabases with(Partner partner) {
    return new PartnerDatabases(
        slug -> slug.equals(partner.slug()) ? Optional.of(partner) : partners.apply(slug),
        settings);
  }

  /**
   * The database of a partner.
   *
   * @throws IllegalArgumentException if its manifest declares no tables
   */
  PartnerDatabase of(String slug) {
    var tables =
        partners
            .apply(slug)
            .flatMap(Partner::tables)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "routes/" + slug + "/partner.yaml declares no tables"));
    return open.compute(
        slug,
        (any, known) -> {
          if (known != null && known.tables().equals(tables)) {
            return known;
          }
          if (known != null) {
            // The manifest was changed while the hub runs.
            known.close();
          }
          return new PartnerDatabase(slug, tables, settings);
        });
  }

  @Override
  public void close() {
    open.values().forEach(PartnerDatabase::close);
  }
}
