package org.lianbao.routing.gate;

import java.io.IOException;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Finding;

/** What the gate itself finds wrong with a change, beyond the check and Camel. */
final class Faults {

  private Faults() {}

  static Finding tooMuch(TextFolders.TooMuch fault) {
    return Finding.of(
        fault.folder(),
        1,
        "文件超过 5000 个或 20 MB",
        "more than 5,000 files or 20 MB",
        "移走不属于该单位的文件",
        "move what does not belong here");
  }

  static Finding unknown(String slug, Exception e) {
    return Finding.of(
        "routes/" + slug + "/partner.yaml",
        1,
        "未能换上：" + e.getClass().getSimpleName(),
        "it could not be put in place: " + e.getClass().getSimpleName(),
        "见枢纽日志",
        "see the hub's log");
  }

  static Finding noManifest(String slug) {
    return Finding.of(
        "routes/" + slug + "/partner.yaml",
        1,
        "没有清单文件",
        "there is no manifest",
        "新建，或删去整个文件夹",
        "write it, or remove the folder");
  }

  static Finding unset(String slug, String key) {
    return Finding.of(
        "routes/" + slug + "/partner.yaml",
        1,
        "参数 " + key + " 没有值",
        "the setting " + key + " has no value",
        "在 data/partners.yaml 的 lianbao.partners." + slug + " 下填写 " + key,
        "give " + key + " under lianbao.partners." + slug + " in data/partners.yaml");
  }

  static Finding unfit(Partner partner, String key) {
    var allowed = partner.settings().get(key).oneOf();
    return Finding.of(
        "routes/" + partner.slug() + "/partner.yaml",
        1,
        "参数 " + key + " 的值不在可取之列",
        "the setting " + key + " has a value it may not have",
        "在 data/partners.yaml 的 lianbao.partners.%s 下改为其中之一：%s"
            .formatted(partner.slug(), String.join("、", allowed)),
        "make it one of %s under lianbao.partners.%s in data/partners.yaml"
            .formatted(String.join(", ", allowed), partner.slug()));
  }

  static Finding unreadable(IOException e) {
    return Finding.of(
        "data/partners.yaml",
        1,
        "参数文件无法读取",
        "the settings cannot be read: " + e.getMessage(),
        "改正后再次 apply",
        "mend it, then apply again");
  }

  static Finding unfinished(String slug, long orders) {
    return Finding.of(
        "routes/" + slug + "/partner.yaml",
        1,
        "还有 " + orders + " 件未办结的工单，不能停用",
        "it still has " + orders + " unfinished orders",
        "放回文件夹，待工单办结后再停用",
        "put the folder back and take it out when they are finished");
  }

  static Finding notBack(String slug) {
    return Finding.of(
        "routes/" + slug + "/partner.yaml",
        1,
        "原文已放回，但路由未能启动",
        "the text before is back, but its routes do not start",
        "再次 apply，或重新启动枢纽",
        "apply again, or restart the hub");
  }
}
