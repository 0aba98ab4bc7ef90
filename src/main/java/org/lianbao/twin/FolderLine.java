package org.lianbao.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;

/** Folders of this machine, as a ferry would fill and empty them: one for each setting. */
final class FolderLine implements Line {

  private final Map<String, Path> folders = new HashMap<>();
  private final DroppedFiles files;
  private final Path root;

  /**
   * Prepares the folders.
   *
   * @param root where they are made, each under the key of its setting
   */
  FolderLine(List<Call> calls, List<Door> doors, Counter counter, Slowness slowness, Path root)
      throws IOException {
    this.root = root;
    var ours = calls.stream().filter(call -> call.carrier() == Carrier.FILE).toList();
    for (var call : ours) {
      prepare(call.settings(), call.path());
    }
    for (var door : doors) {
      if (door.carrier() == Carrier.FILE) {
        prepare(door.settings(), door.path());
      }
    }
    this.files =
        new DroppedFiles(
            ours.stream().filter(Call::order).toList(),
            call -> folder(call.settings(), call.path()),
            counter,
            slowness);
    files.watch();
  }

  private void prepare(List<String> settings, String path) throws IOException {
    for (var key : settings) {
      folders.put(key, root.resolve(key));
    }
    Files.createDirectories(folder(settings, path));
  }

  private Path folder(List<String> settings, String path) {
    return settings.isEmpty() ? root.resolve(path) : folders.get(settings.get(0)).resolve(path);
  }

  @Override
  public Set<Fault.Kind> faults() {
    return EnumSet.of(
        Fault.Kind.SLOW, Fault.Kind.DOWN, Fault.Kind.HALF_WRITTEN, Fault.Kind.MOJIBAKE);
  }

  @Override
  public void open() {
    files.pause(false);
  }

  /** The ferry stands still. */
  @Override
  public void hangUp() {
    files.pause(true);
  }

  @Override
  public Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    folders.forEach((key, folder) -> settings.put(key, folder.toString()));
    return settings;
  }

  @Override
  public String address() {
    return root.toUri().toString();
  }

  @Override
  public Told tell(Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    return files.put(folder(door.settings(), door.path()), door, order, message, whole);
  }

  @Override
  public void close() {
    files.close();
  }
}
