package org.lianbao.hosting;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A request whose body cannot be read any more when it is late. */
final class TimedRequest extends HttpServletRequestWrapper {

  private final BooleanSupplier late;
  private final String mark;

  /**
   * Around a request.
   *
   * @param mark the attribute that is set when its sender was given up
   */
  TimedRequest(HttpServletRequest request, BooleanSupplier late, String mark) {
    super(request);
    this.late = late;
    this.mark = mark;
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
      setAttribute(mark, true);
      throw new IOException("the body did not come whole in time");
    }
    return read;
  }
}
