package dev.spacetime.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.NetworkConnectionLimit;

/**
 * Closes what an address opens beyond its share of the connections. Bounded by the limit of all
 * connections, {@link NetworkConnectionLimit}.
 */
final class AddressLimit implements SelectorManager.AcceptListener {
  private final int connectionsMax;
  private final Predicate<String> exempt;
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /** Whose a connection is can't be asked any more once it is closed. */
  private final Map<SelectableChannel, InetAddress> owners = new ConcurrentHashMap<>();

  /**
   * @param exempt addresses, as text, that may open as many as they like
   */
  AddressLimit(int connectionsMax, Predicate<String> exempt) {
    this.connectionsMax = connectionsMax;
    this.exempt = exempt;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      if (channel instanceof SocketChannel socket
          && socket.getRemoteAddress() instanceof InetSocketAddress peer) {
        opened(channel, peer.getAddress());
      }
    } catch (IOException gone) {
      // Who has closed already is none to count.
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    closed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    closed(channel);
  }

  /** Open connections of addresses that are limited. */
  int open() {
    return owners.size();
  }

  private void opened(SelectableChannel channel, InetAddress peer) throws IOException {
    if (exempt.test(peer.getHostAddress())) {
      return;
    }
    owners.put(channel, peer);
    if (open.merge(peer, 1, Integer::sum) > connectionsMax) {
      channel.close();
    }
  }

  private void closed(SelectableChannel channel) {
    InetAddress peer = owners.remove(channel);
    if (peer != null) {
      open.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    }
  }
}
