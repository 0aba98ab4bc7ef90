package org.lianbao.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keeps files by the SM3 of their content. */
interface Store {

  /** Whether the content is kept here. */
  boolean holds(String sm3) throws IOException;

  /**
   * Keeps a file whose content has this digest; when this returns it is on record. The file given
   * is gone then.
   */
  void keep(Path file, String sm3) throws IOException;

  /**
   * The content.
   *
   * @throws NoSuchFileException if it is not kept here
   */
  InputStream open(String sm3) throws IOException;

  /** Removes the content; one that is not kept here is no fault. */
  void remove(String sm3) throws IOException;
}
