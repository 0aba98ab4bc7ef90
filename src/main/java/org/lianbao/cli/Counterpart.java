package org.lianbao.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Setting.Kind;
import org.lianbao.partners.SettingsFile;
import org.lianbao.routing.check.PartnerCheck;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The partner a command speaks for or with, and the settings both sides share. */
final class Counterpart {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:lianbao.data:-data}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "数据目录，其中 partners.yaml 有密钥 / data folder with the secrets in partners.yaml (default: data).")
  Path data;

  /** The partner by its slug; one whose manifest is wrong or has no conversation is refused. */
  Partner partner(Folders folders, PartnerCheck check, String slug) {
    if (!check.slugs().contains(slug)) {
      throw folders.usage(
          "没有单位 / there is no partner %s: %s".formatted(slug, String.join(", ", check.slugs())));
    }
    var partner =
        check
            .partner(slug)
            .orElseThrow(
                () -> folders.usage("清单有误 / the manifest is wrong: ./lianbao check " + slug));
    if (partner.conversation().isEmpty()) {
      throw folders.usage(
          "清单没有 conversation / routes/%s/partner.yaml has no conversation".formatted(slug));
    }
    return partner;
  }

  /** An example or mapping the conversation needs is at fault; what and where, check tells. */
  CommandFailure broken(String slug, MappingFault fault) {
    return new CommandFailure(
        "样例或映射有误 / an example or a mapping is at fault: %s → ./lianbao check %s"
            .formatted(fault.getMessage(), slug));
  }

  /**
   * The hub's own settings where the data folder has them; else those of the examples, whose
   * secrets everybody may know, and keys made for the purpose.
   */
  Map<String, String> settings(Partner partner, PartnerMappings mappings) throws IOException {
    if (SettingsFile.in(data)) {
      var known = SettingsFile.read(data, partner);
      if (known.keySet().containsAll(partner.settings().keySet())) {
        return known;
      }
    }
    var settings =
        new HashMap<>(SettingsFile.fresh(data.resolve("twin").resolve(partner.slug()), partner));
    for (var example : mappings.readableExamples()) {
      example.settings().forEach((key, value) -> secret(partner, key, value, settings));
    }
    settings.putAll(SettingsFile.read(data, partner));
    return settings;
  }

  /** These settings, but what has a few values to choose from is chosen as the hub has it. */
  Map<String, String> choices(Partner partner, Map<String, String> settings) throws IOException {
    var chosen = new HashMap<>(settings);
    SettingsFile.read(data, partner).entrySet().stream()
        .filter(known -> partner.settings().containsKey(known.getKey()))
        .filter(known -> !partner.settings().get(known.getKey()).oneOf().isEmpty())
        .forEach(known -> chosen.put(known.getKey(), known.getValue()));
    return chosen;
  }

  /** Addresses and keys of examples belong to examples; among them are wrong ones. */
  private static void secret(
      Partner partner, String key, String value, Map<String, String> settings) {
    var declared = partner.settings().get(key);
    if (declared != null && declared.kind() == Kind.SECRET) {
      settings.put(key, value);
    }
  }
}
