package permafrost.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import permafrost.model.RealQemu;
import permafrost.model.scenario.Line;

/** Host tools, run for real, leave what the model says. */
class HostToolsTest {

  @TempDir private Path folder;

  /** Runs the lines on both sides and compares the folder after each; returns the model's. */
  private Files run(List<Line> lines) throws Exception {
    Files files = Files.NONE;
    for (Line line : lines) {
      files = HostTools.after(files, line);
      runForReal(line);
      compare(files, line);
    }
    return files;
  }

  private void runForReal(Line line) throws Exception {
    switch (line) {
      case Line.QemuImg tool -> RealQemu.tool(folder, command("qemu-img", tool.arguments()));
      case Line.QemuIo tool -> RealQemu.tool(folder, command("qemu-io", tool.arguments()));
      case Line.CreateImage made ->
          java.nio.file.Files.write(onDisk(made.path()), new byte[(int) made.size()]);
      case Line.WriteFile made -> java.nio.file.Files.writeString(onDisk(made.path()), made.text());
      default -> throw new IllegalArgumentException(line.toString());
    }
  }

  private Path onDisk(String path) {
    return folder.resolve(path.replace("$DIR", folder.toString()));
  }

  private String[] command(String tool, List<String> arguments) {
    return Stream.concat(
            Stream.of(tool),
            arguments.stream().map(argument -> argument.replace("$DIR", folder.toString())))
        .toArray(String[]::new);
  }

  private void compare(Files files, Line after) throws Exception {
    Set<String> there = new HashSet<>();
    try (Stream<Path> paths = java.nio.file.Files.list(folder)) {
      paths.forEach(path -> there.add(path.getFileName().toString()));
    }
    there.addAll(files.images().keySet());
    for (String name : there) {
      Image image = files.images().get(name);
      Path path = folder.resolve(name);
      assertThat(image).as("%s after %s", name, after).isNotNull();
      if (!(image instanceof Image.Opaque)) {
        assertThat(image).as("%s after %s", name, after).isEqualTo(real(path, image));
      }
    }
  }

  /** What stands there, with what the model leaves open left open. */
  private Image real(Path path, Image model) throws Exception {
    if (!java.nio.file.Files.exists(path)) {
      return new Image.Opaque("not there");
    }
    if (model instanceof Image.Text) {
      return new Image.Text(java.nio.file.Files.readString(path));
    }
    long size = java.nio.file.Files.size(path);
    boolean open = model instanceof Image.Qcow2 qcow2 && qcow2.size() == Image.UNKNOWN_SIZE;
    return HeaderOnDisk.read(path)
        .map(header -> header.withBacking(portable(header.backingFile()), header.backingFormat()))
        .<Image>map(
            header -> new Image.Qcow2(header, open ? Image.UNKNOWN_SIZE : size, clusters(model)))
        .orElse(new Image.Raw(size, model instanceof Image.Raw raw && raw.filled()));
  }

  /** What the model knows of them; this is not read from the file here. */
  private static Clusters clusters(Image model) {
    return model instanceof Image.Qcow2 qcow2 ? qcow2.clusters() : Clusters.UNKNOWN;
  }

  private String portable(String name) {
    return name.replace(folder.toString(), "$DIR");
  }

  private static Line img(String arguments) {
    return new Line.QemuImg(List.of(arguments.split(" ", -1)));
  }

  private static Line io(String... arguments) {
    return new Line.QemuIo(List.of(arguments));
  }

  /** Fails where the model has only said that it does not know. */
  private static void isKnown(Files files, String path) {
    assertThat(files.at(path)).get().isNotInstanceOf(Image.Opaque.class);
  }

  @ParameterizedTest
  @CsvSource({
    "create -f qcow2 t 1M, 9223372036854775807 0 0",
    "create -f qcow2 -o preallocation=metadata t 1M, 0 1048576 1048576",
    "create -f qcow2 -o extended_l2=on -o preallocation=metadata t 1M, 0 0 9223372036854775807"
  })
  void knowWhichClustersCreateAllocates(String arguments, String known) throws Exception {
    Files files = run(List.of(img(arguments)));

    assertThat(files.at("t")).get().isInstanceOfSatisfying(Image.Qcow2.class, t -> has(t, known));
  }

  @ParameterizedTest
  @CsvSource({
    "write -P 7 0 128k, 0 131072 131072",
    "write -P 7 0 1000, 0 65536 65536",
    "write 70000 512, 65536 131072 131072",
    "write -P 7 64k 64k, 65536 131072 131072",
    "write -z 0 64k, 0 0 9223372036854775807",
    "read 0 64k, 9223372036854775807 0 0"
  })
  void knowWhichClustersWritesAllocate(String command, String known) throws Exception {
    Files files = run(List.of(img("create -f qcow2 t 1M"), io("-f", "qcow2", "-c", command, "t")));

    assertThat(files.at("t")).get().isInstanceOfSatisfying(Image.Qcow2.class, t -> has(t, known));
  }

  private static void has(Image.Qcow2 image, String known) {
    Clusters clusters = image.clusters();
    assertThat(clusters.from() + " " + clusters.full() + " " + clusters.untouched())
        .isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create -f qcow2 t 3M",
        "create -f qcow2 $DIR/t 1048576",
        "create -f qcow2 ./t 1.5M",
        "create -fqcow2 -o size=2097152 t",
        "create -f qcow2 -b q -F qcow2 t",
        "create -f qcow2 t 64M -b $DIR/q -F qcow2",
        "create -f qcow2 -o backing_file=$DIR/r,backing_fmt=raw t",
        "create -f qcow2 -o cluster_size=131072,backing_file=$DIR/r -F raw t",
        "create -f qcow2 -o cluster_size=2097152,backing_file=q -F qcow2 t",
        "create -f qcow2 -o cluster_size=1048576,size=1048576 t",
        "create -f qcow2 -o compat=0.10 t 10G",
        "create -f qcow2 -o compat=v3,lazy_refcounts=on,refcount_bits=1 t 10G",
        "create -f qcow2 -o extended_l2=on -o cluster_size=16k,compression_type=zstd t 10G",
        "create -f qcow2 -o cluster_size=512 t 1G",
        "create -f qcow2 -u -b nope -F qcow2 t 1M",
        "create -f qcow2 -o preallocation=metadata t 1M",
        "create -f raw t 10k",
        "create t 1000",
        "create -q -f raw -- t 0x1000",
        "create -f qcow2 t 0"
      })
  void knowWhatCreateMakes(String arguments) throws Exception {
    isKnown(run(List.of(img("create -f qcow2 q 3M"), img("create r 10k"), img(arguments))), "t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create t ",
        "create -f qcow2 t ",
        "create -f qcow2 t",
        "create -f qcow2 t 1M more",
        "create -f qcow2 t 1.5",
        "create -f qcow2 -b nope -F qcow2 t 1M",
        "create -f qcow2 -b r -F qcow2 t 1M",
        "create -f qcow2 -b q t",
        "create -f qcow2 -b t -F qcow2 t 1M",
        "create -f qcow2 -o compat=0.10,lazy_refcounts=on t 1M",
        "create -f qcow2 -o cluster_size=3 t 1M",
        "create -f qcow2 -F qcow2 t 1M",
      })
  void knowWhereCreateMakesNothing(String arguments) throws Exception {
    Files files = run(List.of(img("create -f qcow2 q 3M"), img("create r 10k"), img(arguments)));
    assertThat(files.at("t")).isEmpty();
  }

  @Test
  void knowRandomLayouts() throws Exception {
    long seed = Long.getLong("permafrost.seed", new Random().nextLong());
    Random random = new Random(seed);
    int known = 0;
    for (int i = 0; i < 120; i++) {
      int cluster = 512 << random.nextInt(13);
      long size = random.nextLong(1L << (9 + random.nextInt(28)));
      String options = "cluster_size=" + cluster;
      options += random.nextInt(3) == 0 ? ",compat=0.10" : "";
      options += random.nextInt(3) == 0 ? ",refcount_bits=" + (1 << random.nextInt(7)) : "";
      options += random.nextInt(3) == 0 ? ",extended_l2=on" : "";
      options += random.nextInt(3) == 0 ? ",lazy_refcounts=on" : "";
      Files files = run(List.of(img("create -f qcow2 -o " + options + " t" + i + " " + size)));
      known += files.images().size();
      java.nio.file.Files.deleteIfExists(folder.resolve("t" + i));
    }
    assertThat(known).as("images that are known, seed %d", seed).isGreaterThan(30);
  }

  @Test
  void knowWhatWritingLeaves() throws Exception {
    Files files =
        run(
            List.of(
                img("create -f qcow2 q 3M"),
                io("-f", "qcow2", "-c", "write -P 0xa0  0 1M", "q"),
                io("-c", "read 0 512", "-c", "quit", "q"),
                img("create -f raw r 10k"),
                io("-f", "raw", "-c", "write -P 0xa0  0 1M", "$DIR/r"),
                io("-f", "raw", "-c", "write -P 0x40 8k 2k", "r"),
                new Line.CreateImage("odd", 1000),
                io("-f", "raw", "-c", "write 512 512", "odd"),
                io("-f", "raw", "-c", "write 0 ", "odd"),
                new Line.WriteFile("$DIR/text", "[set-state]\n\u00e9"),
                io("-f", "raw", "-t", "none", "-c", "quit", "q"),
                img("compare -f qcow2 -F raw q r")));
    for (String name : List.of("q", "r", "odd", "text")) {
      isKnown(files, name);
    }
  }

  @Test
  void knowThatAHeaderIsOverwritten() throws Exception {
    Files files =
        run(
            List.of(
                img("create -f qcow2 q 3M"), io("-f", "raw", "-c", "write -P 0xa0 0 64k", "q")));
    assertThat(files.at("q")).get().isInstanceOf(Image.Raw.class);
  }

  @Test
  void knowWhatResizeAndRebaseLeave() throws Exception {
    Files files =
        run(
            List.of(
                img("create -f qcow2 q 1M"),
                img("create -f raw r 1M"),
                img("resize q 2M"),
                img("resize -f raw r 2M"),
                img("rebase -f qcow2 -u -b $DIR/r -F raw q")));
    assertThat(((Image.Qcow2) files.at("q").orElseThrow()).header().backingFile())
        .isEqualTo("$DIR/r");
    assertThat(files.at("r")).contains(new Image.Raw(2 << 20));
  }

  @Test
  void sayThatTheyDoNotKnowWhatOtherCommandsDo() throws Exception {
    List<Line> lines =
        new ArrayList<>(
            List.of(
                img("create -f qcow2 q 1M"),
                img("create -f qcow2 p 1M"),
                img("create -f qcow2 s 1M"),
                img("resize --shrink q 512k"),
                img("amend -f qcow2 -o compat=0.10 p"),
                io("-f", "qcow2", "-c", "truncate 2M", "s")));
    Files files = run(lines);
    for (String name : Arrays.asList("q", "p", "s")) {
      assertThat(files.at(name)).get().isInstanceOf(Image.Opaque.class);
    }
  }
}
