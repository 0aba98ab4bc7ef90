package org.lianbao.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.lianbao.shared.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Names files on an SFTP server anew whose names were not agreed on, their markers with them: as
 * {@code processStrategy} of a route that takes nothing itself. Such a name can be a pattern to the
 * client, an instruction to Camel or a person's, and the answer to its file cannot bear it. Of the
 * name stays what it begins with in letters, {@code RLBZ_ZT_}, and the first 16 digits of its SM3;
 * no line of the log holds it.
 */
@Component("plainNames")
public class PlainNames implements GenericFileProcessStrategy<SftpRemoteFile<?>> {

  private static final Logger LOG = LoggerFactory.getLogger(PlainNames.class);
  private static final Pattern BEGINNING = Pattern.compile("^(?:[A-Za-z]{1,8}_){0,3}");

  /** What the client takes for a pattern, Camel for a folder, or what was no UTF-8. */
  private static final Pattern MISTAKEN = Pattern.compile("[*?\\\\\uFFFD]");

  private static final int DIGITS = 16;
  private static final int REMEMBERED = 10_000;

  private final Set<String> left = ConcurrentHashMap.newKeySet();

  @Override
  public boolean begin(
      GenericFileOperations<SftpRemoteFile<?>> server,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file) {
    var name = file.getFile().getFilename();
    var plain = plain(name);
    try {
      if (rename(server, endpoint.getConfiguration().getDirectory(), name, plain)) {
        LOG.warn(
            "{}: a file of no agreed name is {} from now on", exchange.getFromRouteId(), plain);
      }
    } catch (GenericFileOperationFailedException e) {
      // What it says has the name in it.
      leave(exchange.getFromRouteId(), plain);
    }
    return false;
  }

  /** The marker first: a file that has none is not whole yet. */
  private static boolean rename(
      GenericFileOperations<SftpRemoteFile<?>> server, String folder, String name, String plain) {
    var there =
        Stream.of(server.listFiles(folder))
            .map(SftpRemoteFile::getFilename)
            .collect(Collectors.toSet());
    var markers =
        there.stream().filter(it -> stem(it).equals(stem(name)) && !it.equals(name)).toList();
    var marked = there.stream().anyMatch(it -> stem(it).equals(stem(plain)));
    if (there.contains(plain) || markers.isEmpty() && !marked) {
      return false;
    }
    for (var marker : markers) {
      server.renameFile(path(folder, marker), path(folder, stem(plain) + ending(marker)));
    }
    return server.renameFile(path(folder, name), path(folder, plain));
  }

  private void leave(String route, String plain) {
    if (left.size() >= REMEMBERED) {
      left.clear();
    }
    if (left.add(plain)) {
      LOG.warn("{}: a file cannot be named {}; it is left alone until it can", route, plain);
    }
  }

  /** The name under which a file of this name is taken. */
  static String plain(String name) {
    var beginning = BEGINNING.matcher(name);
    return (beginning.find() ? beginning.group() : "")
        + Digest.sm3(name).substring(0, DIGITS)
        + ending(name);
  }

  private static String path(String folder, String name) {
    return folder + "/" + MISTAKEN.matcher(name).replaceAll("?");
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - ending(name).length());
  }

  private static String ending(String name) {
    return name.substring(Math.max(0, name.lastIndexOf('.')));
  }

  @Override
  public void prepareOnStartup(
      GenericFileOperations<SftpRemoteFile<?>> server,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint) {
    // Nothing lies about from before.
  }

  @Override
  public void abort(
      GenericFileOperations<SftpRemoteFile<?>> server,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file) {
    // All is done when it begins.
  }

  @Override
  public void commit(
      GenericFileOperations<SftpRemoteFile<?>> server,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file) {
    // Nothing begins.
  }

  @Override
  public void rollback(
      GenericFileOperations<SftpRemoteFile<?>> server,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file) {
    // Nothing begins.
  }
}
