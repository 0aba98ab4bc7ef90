package org.lianbao.attachments;

import static org.lianbao.shared.TimeColumn.at;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.retention.Portion;
import org.lianbao.retention.Rule;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Contents that no case names any more, since those that did were erased. Whoever names one again
 * while it goes finds the store without it and has it fetched again.
 *
 * <p>The time of a case decides, not that of a content: when its last case is erased it is old
 * enough.
 */
record UnnamedFiles(JdbcClient jdbc, Store store) implements Rule {

  private static final String UNNAMED =
      """
      from attachment_file f
      where (f.lease_until is null or f.lease_until < :before)
        and not exists (select 1 from attachment a where a.sm3 = f.sm3)
      """;

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Keep keep() {
    return Keep.CASES;
  }

  @Override
  public List<Portion> look(Instant before) {
    var files =
        jdbc.sql("select count(*) " + UNNAMED)
            .param("before", at(before))
            .query(Long.class)
            .single();
    return files == 0 ? List.of() : List.of(new Portion("files", files, Map.of()));
  }

  @Override
  public Optional<Portion> step(Instant before) {
    var sm3 =
        jdbc.sql("select f.sm3 " + UNNAMED + " limit 1 for update of f skip locked")
            .param("before", at(before))
            .query(String.class)
            .optional();
    sm3.ifPresent(this::remove);
    return sm3.map(it -> new Portion("files", 1, Map.of()));
  }

  /** The file goes before the commit: what is left by a crash is named by nobody and goes next. */
  private void remove(String sm3) {
    jdbc.sql("delete from attachment_upload where sm3 = ?").param(sm3).update();
    jdbc.sql("delete from attachment_file where sm3 = ?").param(sm3).update();
    try {
      store.remove(sm3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
