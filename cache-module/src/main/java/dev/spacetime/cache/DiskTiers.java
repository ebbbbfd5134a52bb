package dev.spacetime.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The folder on disk, for one program at a time. Whatever is wrong with it, regions open: without a
 * disk tier if need be.
 */
final class DiskTiers implements AutoCloseable {
  /** Changes whenever older files would be misread. */
  private static final String LAYOUT = "spacetime 1, ehcache 3.11, %s, %d bytes, codec %d";

  private static final String HOT_KEYS = ".hot-keys";

  private final Path folder;
  private final Ticker ticker;
  private final Logger logger;
  private final @Nullable FileChannel lock;
  private final List<DiskStore> stores = new ArrayList<>();

  DiskTiers(Path folder, Ticker ticker, Logger logger) {
    this.folder = folder;
    this.ticker = ticker;
    this.logger = logger;
    this.lock = locked();
  }

  /** Empty when the tier can't be had; the log says why. */
  Optional<DiskStore> open(String region, long bytesMax, int codecVersion) {
    if (lock == null) {
      return Optional.empty();
    }
    DiskFolder files =
        new DiskFolder(folder.resolve(region), LAYOUT.formatted(region, bytesMax, codecVersion));
    try {
      DiskStore store =
          DiskStore.open(
              files,
              ticker,
              MemoryTiers.bytes(
                      ResourcePoolsBuilder.newResourcePoolsBuilder()
                          .disk(bytesMax, MemoryUnit.B, true))
                  .build(),
              bytesMax);
      stores.add(store);
      return Optional.of(store);
    } catch (IOException | RuntimeException unusable) {
      logger.warn("Region {} does without its disk tier in {}", region, folder, unusable);
      return Optional.empty();
    }
  }

  static boolean hasHotKeys(Path folder) {
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(folder, "*" + HOT_KEYS)) {
      return lists.iterator().hasNext();
    } catch (IOException none) {
      return false;
    }
  }

  /** Where a region's hot keys are read from, and written to if this program has the folder. */
  HotKeysFile hotKeys(String region) {
    return new HotKeysFile(folder.resolve(region + HOT_KEYS));
  }

  boolean writable() {
    return lock != null;
  }

  @Override
  public void close() {
    for (DiskStore store : stores) {
      try {
        store.close();
      } catch (IOException | RuntimeException failure) {
        logger.warn("A disk tier in {} was not closed well, so it starts cold", folder, failure);
      }
    }
    stores.clear();
    unlock();
  }

  private @Nullable FileChannel locked() {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
      logger.warn("Another program uses {}, so no region has a disk tier", folder);
    } catch (OverlappingFileLockException inUse) {
      logger.warn("This program uses {} already, so no region has a disk tier there", folder);
    } catch (IOException unusable) {
      logger.warn("The folder {} can't be used, so no region has a disk tier", folder, unusable);
    }
    closeQuietly(channel);
    return null;
  }

  private void unlock() {
    closeQuietly(lock);
  }

  private void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failure) {
      logger.warn("The lock in {} was not closed well", folder, failure);
    }
  }
}
