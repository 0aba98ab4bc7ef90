package org.lianbao.mapping;

import java.nio.file.Path;

/** The mappings of a folder, for those who have no hub to ask for them. */
public final class MappingFolder {

  private MappingFolder() {}

  /** The mappings of the folder {@code mappings/}. */
  public static Mappings open(Path root) {
    return new FileMappings(root);
  }
}
