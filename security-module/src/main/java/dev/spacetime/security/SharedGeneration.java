package dev.spacetime.security;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A number that all processes on one machine see change at once: eight bytes of a file, mapped into
 * memory. To read it costs what a volatile field costs, so every request can.
 */
final class SharedGeneration {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  // A process that locks a file twice gets an exception and does not wait.
  private static final Object LOCK = new Object();
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final Path file;
  private final MappedByteBuffer number;

  private SharedGeneration(Path file, MappedByteBuffer number) {
    this.file = file;
    this.number = number;
  }

  /** What runs while no other process changes the same. */
  interface Change {
    void make() throws IOException;
  }

  private interface Locked<T> {
    T with(FileLock lock) throws IOException;
  }

  static SharedGeneration open(Path file) throws IOException {
    return locked(
        file,
        lock -> {
          FileChannel channel = lock.channel();
          // A mapping of bytes that the disk has no room for would end the process later.
          if (channel.size() < Long.BYTES) {
            channel.write(ByteBuffer.allocate(Long.BYTES), 0);
          }
          return new SharedGeneration(
              file, channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        });
  }

  long get() {
    return (long) LONG.getVolatile(number, 0);
  }

  /** Makes a change alone, and lets all processes know when it was made. */
  void changing(Change change) throws IOException {
    locked(
        file,
        lock -> {
          change.make();
          return LONG.getAndAdd(number, 0, 1L);
        });
  }

  private static <T> T locked(Path file, Locked<T> work) throws IOException {
    synchronized (LOCK) {
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  Set.of(
                      StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                  OWNER_ONLY);
          FileLock lock = channel.lock()) {
        return work.with(lock);
      }
    }
  }
}
