package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.springframework.util.FileSystemUtils;

/**
 * The text that runs, {@code <running>/routes} and {@code <running>/mappings}, and its change: one
 * partner at a time, with the text before kept until the change is settled. A change that the end
 * of the process cut short is undone at the next start.
 */
final class RunningText {

  private final TextFolders folders;
  private final TextFolders candidate;
  private final TextFolders before;
  private final Path mark;

  RunningText(Path running) {
    var root = running.toAbsolutePath().normalize();
    this.folders = TextFolders.in(root);
    this.candidate = TextFolders.in(root.resolve(".candidate"));
    this.before = TextFolders.in(root.resolve(".before"));
    this.mark = root.resolve(".changing");
  }

  TextFolders folders() {
    return folders;
  }

  PartnerText read(String slug) {
    return folders.read(slug);
  }

  /** All that runs, with these texts in the place of their own, for a check or a trial. */
  TextFolders with(Collection<PartnerText> texts) throws IOException {
    FileSystemUtils.deleteRecursively(candidate.routes().getParent());
    Files.createDirectories(candidate.routes());
    Files.createDirectories(candidate.mappings());
    for (var slug : folders.slugs()) {
      candidate.write(folders.read(slug));
    }
    for (var text : texts) {
      candidate.write(text);
    }
    return candidate;
  }

  /** Puts a partner's text in force; no files at all take the partner out. */
  void change(PartnerText text) throws IOException {
    var old = folders.read(text.slug());
    before.write(old);
    Files.writeString(mark, text.slug());
    folders.write(text);
  }

  /** The change holds. */
  void settle() throws IOException {
    Files.deleteIfExists(mark);
    FileSystemUtils.deleteRecursively(before.routes().getParent());
    FileSystemUtils.deleteRecursively(candidate.routes().getParent());
  }

  /** Undoes a change that was not settled, if there is one. */
  void putBack() {
    try {
      if (Files.exists(mark)) {
        var slug = Files.readString(mark).strip();
        if (TextFolders.isSlug(slug)) {
          folders.write(before.read(slug));
        }
        settle();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the text that ran before cannot be put back", e);
    }
  }
}
