package org.lianbao.intake;

import org.lianbao.cases.Role;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.springframework.stereotype.Component;

/** Whose applications the hub takes: the partner that plays the role {@code upstream}. */
@Component
final class Upstream {

  private final Partners partners;
  private final PartnerSettings settings;

  Upstream(Partners partners, PartnerSettings settings) {
    this.partners = partners;
    this.settings = settings;
  }

  /** Its slug, under which the record names it. */
  String slug() {
    return partners
        .playing(Role.UPSTREAM)
        .orElseThrow(() -> unset("没有承担 upstream 角色的单位 / no partner plays upstream"))
        .slug();
  }

  /**
   * Its key and secret as they are set at this moment.
   *
   * @throws Refused with 503 where the hub has not been told them
   */
  Credentials credentials() {
    var slug = slug();
    return new Credentials(setting(slug, "app-key"), setting(slug, "secret"));
  }

  private String setting(String slug, String key) {
    return settings
        .get(slug, key)
        .orElseThrow(() -> unset("未设置 / not set: lianbao.partners." + slug + "." + key));
  }

  private static Refused unset(String what) {
    return Refused.unavailable("UPSTREAM_NOT_SET_UP", "中枢尚未配置上游系统：" + what);
  }

  /** What the upstream system signs with. */
  record Credentials(String appKey, String secret) {

    @Override
    public String toString() {
      return "Credentials[" + appKey + "]";
    }
  }
}
