package org.lianbao.attachments;

import java.util.List;

/** Reads what became of the files of a case. */
public interface AttachmentReader {

  /** The files of the latest revision, in the order of the form's list. */
  List<AttachmentView> files(String caseNo);

  /** A number that changes whenever {@link #files} gives something else; 0 where there are none. */
  long stamp(String caseNo);

  /**
   * One file.
   *
   * @param position in the form's list, from 0
   * @param state WANTED (on its way), KEPT or WRONG
   * @param reason why it is wrong or not there yet, Chinese first; {@code null} if it is kept
   */
  record AttachmentView(int position, String state, String reason) {}
}
