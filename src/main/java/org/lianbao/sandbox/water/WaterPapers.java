package org.lianbao.sandbox.water;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.lianbao.sandbox.desk.Papers.Paper;

/**
 * The {@code attachList}: files by material, each a data URI (RFC 2397) in base64. One that does
 * not decode, is empty, or calls itself a PDF and is none, spoils the whole submission.
 */
final class WaterPapers {

  private static final Pattern DATA = Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,(.*)");

  private WaterPapers() {}

  static List<Paper> read(JsonNode attachList) throws WaterForm.Refusal {
    var papers = new ArrayList<Paper>();
    for (var material : attachList) {
      need(material.path("fileType").asText(), "fileType");
      for (var file : material.path("files")) {
        papers.add(paper(file));
      }
    }
    return papers;
  }

  private static Paper paper(JsonNode file) throws WaterForm.Refusal {
    var name = need(file.path("fileName").asText(), "fileName");
    var data = DATA.matcher(need(file.path("fileContent").asText(), "fileContent"));
    if (!data.matches()) {
      throw new WaterForm.Refusal(400, "附件格式错误: fileContent 应为 data:…;base64,…");
    }
    var content = decode(data.group(2));
    if (content.length == 0 || data.group(1).equals("application/pdf") && !isPdf(content)) {
      throw new WaterForm.Refusal(400, "附件格式错误: 文件打不开");
    }
    return Paper.of(name, content);
  }

  private static byte[] decode(String base64) throws WaterForm.Refusal {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new WaterForm.Refusal(400, "附件格式错误: fileContent 不是 base64");
    }
  }

  private static boolean isPdf(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).startsWith("%PDF-");
  }

  private static String need(String value, String name) throws WaterForm.Refusal {
    if (value.isBlank()) {
      throw new WaterForm.Refusal(400, "缺少参数: " + name);
    }
    return value;
  }
}
