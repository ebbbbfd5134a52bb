package dev.spacetime.perf.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM of this user allocates, as its local management agent says. */
public final class Allocation implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private Allocation(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  @SuppressWarnings("BanJNDI") // The address comes from the JVM itself, which runs as this user.
  public static Allocation of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String url = machine.startLocalManagementAgent();
        return new Allocation(JMXConnectorFactory.connect(new JMXServiceURL(url)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException refused) {
      throw new IOException("The JVM " + pid + " lets nobody in", refused);
    }
  }

  /** What its living threads have allocated since they began. */
  public long allocatedBytes() throws IOException {
    try {
      ObjectName threading = new ObjectName("java.lang:type=Threading");
      long[] threads = (long[]) beans.getAttribute(threading, "AllThreadIds");
      long[] bytes =
          (long[])
              beans.invoke(
                  threading,
                  "getThreadAllocatedBytes",
                  new Object[] {threads},
                  new String[] {"[J"});
      return Arrays.stream(bytes).filter(one -> one > 0).sum();
    } catch (JMException unknown) {
      throw new IOException(unknown);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException alreadyGone) {
      // The other JVM has ended.
    }
  }
}
