package org.lianbao.attachments;

import org.lianbao.application.Application;

/** Where intake says which files a case has. */
public interface Attachments {

  /**
   * Writes down the files that the form names, in the caller's transaction and in one statement;
   * they are fetched once it has committed. Said again, nothing changes.
   */
  void want(String caseNo, int revision, Application application);
}
