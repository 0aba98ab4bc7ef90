package org.lianbao.attachments;

import java.io.IOException;
import java.util.Optional;
import org.lianbao.attachments.ContentTable.Content;
import org.lianbao.attachments.Fetch.Landed;
import org.lianbao.shared.Digest;

/** Whether a file is what its form says. */
final class Inspection {

  private static final int PIECE = 64 * 1024;

  private final Admission admission;

  Inspection(Admission admission) {
    this.admission = admission;
  }

  /** The kind of a file that may be fetched. */
  FileType admit(Named named) throws WrongFile {
    return admission.admitted(named);
  }

  /** The content that has come, if it is the one wanted. */
  Content inspect(Landed landed, String sm3, FileType type) throws WrongFile {
    if (!landed.sm3().equals(sm3)) {
      throw new WrongFile("文件与申请给出的摘要 sm3 不符", "the file is not the one whose sm3 the form gives");
    }
    if (!type.fits(landed.head())) {
      throw otherType();
    }
    return new Content(sm3, landed.size(), type.mime());
  }

  /** The same of a content that the store holds, as after a hub that was killed in between. */
  Content inspect(Store store, String sm3, FileType type) throws WrongFile, IOException {
    try (var content = store.open(sm3)) {
      var digest = new Digest.Running();
      var head = content.readNBytes(FileType.HEAD);
      digest.add(head, 0, head.length);
      long size = head.length;
      var piece = new byte[PIECE];
      for (var read = content.read(piece); read >= 0; read = content.read(piece)) {
        digest.add(piece, 0, read);
        size += read;
      }
      return inspect(new Landed(digest.sm3(), size, head), sm3, type);
    }
  }

  /** What is wrong with a file whose content is kept, if anything is. */
  Optional<String> fault(Named named, Content content) {
    try {
      if (named.size() != null && !named.size().equals(content.size())) {
        throw otherSize();
      }
      if (!admission.type(named).mime().equals(content.mime())) {
        throw otherType();
      }
      return Optional.empty();
    } catch (WrongFile wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  static WrongFile otherSize() {
    return new WrongFile("文件大小与申请给出的 size 不符", "the file has not the size the form gives");
  }

  private static WrongFile otherType() {
    return new WrongFile("文件内容与声明的类型不符", "the file is not of the kind it is declared to be");
  }
}
