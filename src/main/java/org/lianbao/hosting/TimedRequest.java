package org.lianbao.hosting;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A request whose body cannot be read any more when it is late. */
final class TimedRequest extends HttpServletRequestWrapper {

  /** So much of a body that was refused is read, for its sender to hear why. */
  private static final int MOST_SWALLOWED = 4 << 20;

  private final BooleanSupplier late;

  TimedRequest(HttpServletRequest request, BooleanSupplier late) {
    super(request);
    this.late = late;
  }

  /** Reads what nobody has read of the body; false if its sender is to be hung up on. */
  boolean swallow() {
    var hasBody = getContentLengthLong() > 0 || getHeader("Transfer-Encoding") != null;
    if (!hasBody) {
      return true;
    }
    try {
      var body = getInputStream();
      // Who asked whether to send has been answered, and is not to begin now.
      if (body.isFinished() || getHeader("Expect") != null) {
        return body.isFinished();
      }
      var buffer = new byte[8192];
      var swallowed = 0L;
      for (var read = 0; read >= 0; read = body.read(buffer)) {
        swallowed += read;
        if (swallowed > MOST_SWALLOWED) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    } catch (IllegalStateException e) {
      // Read as text, and so to its end.
      return true;
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    var body = super.getInputStream();
    return new ServletInputStream() {
      @Override
      public int read() throws IOException {
        return inTime(body.read());
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return inTime(body.read(into, from, length));
      }

      @Override
      public boolean isFinished() {
        return body.isFinished();
      }

      @Override
      public boolean isReady() {
        return body.isReady();
      }

      @Override
      public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
      }
    };
  }

  private int inTime(int read) throws IOException {
    if (read >= 0 && late.getAsBoolean()) {
      throw new IOException("the body did not come whole in time");
    }
    return read;
  }
}
