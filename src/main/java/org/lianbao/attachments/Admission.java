package org.lianbao.attachments;

import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** What can be said of a file before it is fetched. */
final class Admission {

  private final AttachmentSettings settings;
  private final Origins origins;

  Admission(AttachmentSettings settings, Origins origins) {
    this.settings = settings;
    this.origins = origins;
  }

  /** Why this file need not be fetched, if so. */
  Optional<String> fault(Named named) {
    try {
      admitted(named);
      return Optional.empty();
    } catch (WrongFile wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  /** The kind of a file that may be fetched. */
  FileType admitted(Named named) throws WrongFile {
    if (named.url() == null) {
      throw new WrongFile("申请没有给出文件地址 url", "the form gives no url of the file");
    }
    if (named.sm3() == null) {
      throw new WrongFile("申请没有给出文件摘要 sm3", "the form gives no sm3 of the file");
    }
    var type = type(named);
    if (named.size() != null && named.size() > settings.largest().toBytes()) {
      throw tooLarge(settings.largest());
    }
    origins.admit(named.url());
    return type;
  }

  /** The kind it is declared to be. */
  FileType type(Named named) throws WrongFile {
    return FileType.declared(named.fileName(), named.mime())
        .filter(settings.types()::contains)
        .orElseThrow(
            () ->
                new WrongFile(
                    "文件类型不在接收之列，或文件名与类型 mime 不一致",
                    "its kind is not taken, or its name and mime differ"));
  }

  static WrongFile tooLarge(DataSize largest) {
    return new WrongFile(
        "文件超过上限 " + largest.toMegabytes() + "MB",
        "the file is larger than " + largest.toMegabytes() + "MB");
  }
}
