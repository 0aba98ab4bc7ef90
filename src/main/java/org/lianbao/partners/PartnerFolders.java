package org.lianbao.partners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The partners as their folders under {@code routes/} describe them. */
final class PartnerFolders implements CurrentPartners {

  private final Path routes;
  private volatile List<Partner> partners;

  PartnerFolders(Path routes) {
    this.routes = routes;
    readAgain();
  }

  @Override
  public void readAgain() {
    var read = read(routes);
    refuseTwins(read);
    partners = read;
  }

  /** Every partner folder: those with a manifest, {@code _shared} and the like left out. */
  static List<Partner> read(Path routes) {
    if (!Files.isDirectory(routes)) {
      throw new Manifest.InvalidManifest(
          "there is no folder " + routes.toAbsolutePath() + " with partner routes", null);
    }
    try (var folders = Files.list(routes)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(Manifest.FILE)))
          .sorted()
          .map(Manifest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two partners with one suffix would share order numbers; with one role and kind, the work. */
  private static void refuseTwins(List<Partner> partners) {
    var seen = new HashMap<String, String>();
    for (var partner : partners) {
      claim(seen, "suffix " + partner.suffix(), partner);
      for (var role : partner.roles()) {
        for (var kind : partner.takes()) {
          claim(seen, "orders of kind " + kind + " for role " + role, partner);
        }
      }
    }
  }

  private static void claim(HashMap<String, String> seen, String what, Partner partner) {
    var other = seen.putIfAbsent(what, partner.slug());
    if (other != null) {
      throw new Manifest.InvalidManifest(
          "partners " + other + " and " + partner.slug() + " both claim " + what, null);
    }
  }

  @Override
  public List<Partner> all() {
    return partners;
  }

  @Override
  public Optional<Partner> find(String slug) {
    return partners.stream().filter(partner -> partner.slug().equals(slug)).findFirst();
  }

  @Override
  public Optional<Partner> taking(String role, String kind) {
    return partners.stream()
        .filter(partner -> partner.roles().contains(role) && partner.takes().contains(kind))
        .findFirst();
  }

  @Override
  public Optional<Partner> playing(String role) {
    return partners.stream().filter(partner -> partner.roles().contains(role)).findFirst();
  }
}
