package org.lianbao.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.delivery.PartnerReader.PartnerView;
import org.lianbao.shared.Json;
import org.lianbao.silence.Silences;
import org.lianbao.silence.Silences.SilentState;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How deliveries to each partner go, for programs. */
@RestController
@RequestMapping("/api/v1/partners")
class PartnersApi {

  private final PartnerReader reader;
  private final Silences silences;

  PartnersApi(PartnerReader reader, Silences silences) {
    this.reader = reader;
    this.silences = silences;
  }

  @GetMapping
  ResponseEntity<byte[]> all() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            Json.write(new PartnerPage(reader.all(), silences.now()))
                .getBytes(StandardCharsets.UTF_8));
  }

  record PartnerPage(List<PartnerView> partners, List<SilentState> silence) {}
}
