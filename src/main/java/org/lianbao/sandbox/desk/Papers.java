package org.lianbao.sandbox.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.shared.Digest;

/** The files that came with each order, for people to see; they are not kept over a restart. */
public final class Papers {

  private final Map<String, List<Paper>> byOrder = new LinkedHashMap<>();

  /** A file by the name it came under, its size in bytes and its SM3. */
  public record Paper(String name, long size, String sm3) {

    /** A file with this content. */
    public static Paper of(String name, byte[] content) {
      return new Paper(name, content.length, Digest.sm3(content));
    }
  }

  public synchronized void keep(String orderNo, List<Paper> papers) {
    byOrder.put(orderNo, List.copyOf(papers));
  }

  /** All of them, by order number. */
  public synchronized Map<String, List<Paper>> view() {
    return new LinkedHashMap<>(byOrder);
  }
}
