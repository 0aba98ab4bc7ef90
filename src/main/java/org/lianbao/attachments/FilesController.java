package org.lianbao.attachments;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.lianbao.attachments.ContentTable.Content;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamResource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives a file to whoever comes with a link the hub signed: 404 for a link it did not, 410 for one
 * whose time is over.
 */
@RestController
class FilesController {

  private static final Logger LOG = LoggerFactory.getLogger(FilesController.class);

  private final Links links;
  private final ContentTable contents;
  private final Store store;
  private final Clock clock;

  FilesController(Links links, ContentTable contents, Store store, Clock clock) {
    this.links = links;
    this.contents = contents;
    this.store = store;
    this.clock = clock;
  }

  @GetMapping("/files/{token}")
  ResponseEntity<InputStreamResource> file(@PathVariable String token) throws IOException {
    var link = links.read(token);
    if (link.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    if (!clock.now().isBefore(link.get().until())) {
      return ResponseEntity.status(HttpStatus.GONE).build();
    }
    Optional<Content> content;
    try {
      content = contents.kept(link.get().sm3());
    } catch (DataAccessException e) {
      // To a partner anything else would say that the file is not what its order promised.
      LOG.warn("a file cannot be looked up and is to be asked for again: {}", e.toString());
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, "5")
          .build();
    }
    LOG.info("a file goes to {} by its link", link.get().partner());
    return content.isEmpty() ? ResponseEntity.notFound().build() : answer(content.get());
  }

  private ResponseEntity<InputStreamResource> answer(Content content) throws IOException {
    try {
      return ResponseEntity.ok()
          .contentType(MediaType.parseMediaType(content.mime()))
          .contentLength(content.size())
          .header(
              HttpHeaders.CONTENT_DISPOSITION,
              ContentDisposition.attachment().filename(name(content)).build().toString())
          .body(new InputStreamResource(store.open(content.sm3())));
    } catch (NoSuchFileException e) {
      contents.lost(content.sm3(), clock.now());
      return ResponseEntity.notFound().build();
    }
  }

  /** Of digits and letters only; the file's own name may be somebody's name. */
  private static String name(Content content) {
    var ending = Optional.of(content.mime()).flatMap(FileType::of).map(FileType::ending);
    return content.sm3().substring(0, 16) + "." + ending.orElse("bin");
  }
}
