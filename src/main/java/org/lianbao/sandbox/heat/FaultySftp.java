package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;

/** What goes wrong with the SFTP server: no session, slow or failing files, one lost answer. */
record FaultySftp(Faults faults) implements SessionListener, SftpEventListener {

  @Override
  public void sessionCreated(Session session) {
    if (faults.has(FaultKind.DOWN)) {
      session.close(true);
    }
  }

  @Override
  public void opening(ServerSession session, String remoteHandle, Handle handle)
      throws IOException {
    if (faults.has(FaultKind.DOWN)) {
      session.close(true);
      throw new IOException("down on request");
    }
    faults.dawdle();
    if (faults.fails()) {
      throw new IOException("flaky on request");
    }
  }

  @Override
  public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable thrown)
      throws IOException {
    acknowledge(handle.getFile(), thrown);
  }

  /** Some write a file under another name first. */
  @Override
  public void moved(
      ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
      throws IOException {
    acknowledge(to, thrown);
  }

  private void acknowledge(Path written, Throwable thrown) throws IOException {
    var marker = written.toString().endsWith(".ok");
    if (thrown == null && marker && faults.loses("marker")) {
      throw new IOException("an acknowledgement is lost on request");
    }
  }
}
