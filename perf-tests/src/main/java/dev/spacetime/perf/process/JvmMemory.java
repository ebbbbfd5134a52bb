package dev.spacetime.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another JVM of this user holds, as the kernel (Linux) and the JVM itself say; nothing stays
 * in it that was not there before.
 */
public record JvmMemory(long pid) {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final long KIBIBYTE = 1024;
  private static final Pattern HEAP_USED =
      Pattern.compile(
          "(?:garbage-first heap|new generation|tenured generation|PSYoungGen|ParOldGen)[^\\n]* used (\\d+)K");

  public long residentBytes() throws IOException {
    return kernel("status", "VmRSS");
  }

  public long residentBytesAtPeak() throws IOException {
    return kernel("status", "VmHWM");
  }

  /** Its resident set, where what it shares with others counts in part. */
  public long proportionalBytes() throws IOException {
    return kernel("smaps_rollup", "Pss");
  }

  private long kernel(String file, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), file))) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
      }
    }
    throw new IOException("The kernel tells no " + name);
  }

  /** What a full collection leaves, the smallest of three. */
  public long liveHeapBytes() throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      least = Math.min(least, heapUsedBytes(jcmd("GC.run\nGC.heap_info")));
    }
    return least;
  }

  static long heapUsedBytes(String info) throws IOException {
    Matcher used = HEAP_USED.matcher(info);
    long kibibytes = 0;
    while (used.find()) {
      kibibytes += Long.parseLong(used.group(1));
    }
    if (kibibytes == 0) {
      throw new IOException("An unknown form of heap: " + info);
    }
    return kibibytes * KIBIBYTE;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    if (!process.waitFor(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("The JVM " + pid + " did not answer in time");
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(answer);
    }
    return answer;
  }
}
