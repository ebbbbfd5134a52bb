package dev.spacetime.perf.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {
  private static final String HEAD = "timeStamp,elapsed,label,threadName,success,Connect\n";

  @TempDir private Path folder;

  @Test
  void readsWhatIsFinishedAndGoesOn() throws Exception {
    Path path = folder.resolve("samples.jtl");
    SampleFile file = new SampleFile(path);
    List<Sample> samples = new ArrayList<>();
    file.read(samples::add);
    Files.writeString(path, HEAD + "5,7,GET /scene,normal 1-12,true,3\n6,8,\"GET");
    file.read(samples::add);
    assertThat(samples).containsExactly(new Sample(5, 7, "GET /scene", true, true, "normal"));
    Files.writeString(
        path,
        ", odd\",normal open 3-1,false,0\nfinished, but nothing\n",
        StandardOpenOption.APPEND);
    file.read(samples::add);
    assertThat(samples.get(1)).isEqualTo(new Sample(6, 8, "GET, odd", false, false, "normal open"));
    assertThat(samples).hasSize(2);
    assertThat(file.unreadable()).isEqualTo(1);
  }
}
