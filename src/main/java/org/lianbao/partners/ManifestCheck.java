package org.lianbao.partners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lianbao.shared.Finding;

/**
 * Checks all manifests of a folder: each against the schema, the fields they show against the form,
 * and against each other, for two partners cannot share a suffix or the same work.
 */
public final class ManifestCheck {

  private static final String ON_THE_FORM = "/application";

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
          pointer.equals("/event")
              || pointer.startsWith("/event/")
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

  private void twins(List<Finding> findings) {
    Map<String, String> seen = new HashMap<>();
    for (var file : files) {
      var suffix = file.at("/suffix").asText();
      claim(file, "/suffix", "后缀 " + suffix, "the suffix " + suffix, seen, findings);
      for (var role : texts(file, "/roles")) {
        for (var kind : texts(file, "/takes")) {
          claim(
              file,
              "/roles",
              "角色 " + role + " 的 " + kind + " 工单",
              "orders of kind " + kind + " for role " + role,
              seen,
              findings);
        }
      }
    }
  }

  private static void claim(
      ManifestFile file,
      String at,
      String zh,
      String en,
      Map<String, String> seen,
      List<Finding> findings) {
    var other = seen.putIfAbsent(en, file.slug());
    if (other != null) {
      findings.add(
          file.yaml()
              .finding(
                  at,
                  zh + "已归 " + other,
                  en + " belong to " + other + " already",
                  "换一个，或先从 " + other + " 去掉",
                  "choose another, or take it from " + other + " first"));
    }
  }

  private static List<String> texts(ManifestFile file, String pointer) {
    var texts = new ArrayList<String>();
    file.at(pointer).forEach(item -> texts.add(item.asText()));
    return texts.stream().distinct().collect(Collectors.toList());
  }
}
