package org.lianbao.partners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Finding.Words;

/**
 * Checks all manifests of a folder: each against the schema, the fields they show against the form,
 * and against each other, for two partners cannot share a suffix or the same work.
 */
public final class ManifestCheck {

  private static final String ON_THE_FORM = "/application";

  /** What an order document may hold beside the form. */
  private static final Set<String> BESIDE_THE_FORM =
      Set.of("event", "bundleNo", "item", "details", "record", "credit");

  private final List<ManifestFile> files;
  private final Predicate<String> onTheForm;

  /**
   * Reads the manifests.
   *
   * @param onTheForm whether the joint application form has a field at a pointer such as {@code
   *     /applicant/name}
   */
  public ManifestCheck(Path routes, Predicate<String> onTheForm) {
    this.onTheForm = onTheForm;
    try (var folders = Files.list(routes)) {
      this.files =
          folders
              .filter(folder -> Files.isRegularFile(folder.resolve(Manifest.FILE)))
              .sorted()
              .map(ManifestCheck::file)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ManifestFile file(Path folder) {
    var slug = folder.getFileName();
    return ManifestFile.read(folder, "routes/" + slug + "/" + Manifest.FILE);
  }

  /** The slugs of all partner folders, also of those with findings. */
  public List<String> slugs() {
    return files.stream().map(ManifestFile::slug).toList();
  }

  /** The partner, if its manifest can be read as one. */
  public Optional<Partner> partner(String slug) {
    return files.stream()
        .filter(file -> file.slug().equals(slug) && file.findings().isEmpty())
        .map(ManifestFile::partner)
        .findFirst();
  }

  /** Everything that is wrong with the manifests. */
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    files.forEach(file -> findings.addAll(file.findings()));
    files.forEach(file -> fields(file, findings));
    twins(findings);
    return findings;
  }

  private void fields(ManifestFile file, List<Finding> findings) {
    var sees = file.at("/sees");
    for (var i = 0; i < sees.size(); i++) {
      var pointer = sees.get(i).asText().replaceAll("\\[[^\\]]*]", "");
      var known =
          BESIDE_THE_FORM.contains(pointer.split("/", 3)[pointer.startsWith("/") ? 1 : 0])
              || pointer.equals(ON_THE_FORM)
              || (pointer.startsWith(ON_THE_FORM + "/")
                  && onTheForm.test(pointer.substring(ON_THE_FORM.length())));
      if (pointer.startsWith("/") && !known) {
        findings.add(
            file.yaml()
                .finding(
                    "/sees/" + i,
                    "申请表没有这个字段：" + pointer,
                    "the form has no such field: " + pointer,
                    "对照 src/main/resources/openapi/lianbao.yaml 改正",
                    "mend it after src/main/resources/openapi/lianbao.yaml"));
      }
    }
  }

  /** Told at each of those who claim the same, for any of them may be the one to mend. */
  private void twins(List<Finding> findings) {
    for (var file : files) {
      for (var claim : claims(file).entrySet()) {
        files.stream()
            .filter(other -> other != file && claims(other).containsKey(claim.getKey()))
            .forEach(other -> findings.add(clash(file, other, claim.getKey(), claim.getValue())));
      }
    }
  }

  private static Finding clash(ManifestFile file, ManifestFile other, Words what, String at) {
    return file.yaml()
        .finding(
            at,
            what.zh() + "也归 " + other.slug(),
            "%s: %s claims the same".formatted(what.en(), other.slug()),
            "两家之一改用别的",
            "let one of the two take another");
  }

  /** What no two partners may have, with the place that says so. */
  private static Map<Words, String> claims(ManifestFile file) {
    Map<Words, String> claims = new LinkedHashMap<>();
    var suffix = file.at("/suffix").asText();
    claims.put(new Words("后缀 " + suffix, "suffix " + suffix), "/suffix");
    for (var role : texts(file, "/roles")) {
      for (var kind : texts(file, "/takes")) {
        claims.put(
            new Words(
                "角色 " + role + " 的 " + kind + " 工单",
                "orders of kind " + kind + " for role " + role),
            "/roles");
      }
    }
    return claims;
  }

  private static List<String> texts(ManifestFile file, String pointer) {
    var texts = new ArrayList<String>();
    file.at(pointer).forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
