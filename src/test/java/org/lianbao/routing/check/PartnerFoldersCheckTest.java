package org.lianbao.routing.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PartnerFoldersCheckTest {

  @Test
  void findsNothingInThePartnersOfThisHub() {
    var check = new PartnerCheck(Path.of("routes"), Path.of("mappings"));

    assertThat(check.slugs()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(check.all()).isEmpty();
  }
}
