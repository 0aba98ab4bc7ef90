package org.lianbao.mapping;

/** A mapping or a wire format that cannot be applied; the text is for the integration engineer. */
public class MappingFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MappingFault(String message) {
    super(message);
  }

  public MappingFault(String message, Throwable cause) {
    super(message, cause);
  }
}
