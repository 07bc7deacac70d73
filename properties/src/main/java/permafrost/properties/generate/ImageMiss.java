package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Command;

/** Nodes whose options are right, over images that are not. */
enum ImageMiss implements Idea {
  ALTERED(40, s -> command(s, over(s, s.dice().oneOf(AlteredImage.values())))),
  ENCRYPTED(3, ImageMiss::encrypted),
  OVERLAY_OVER_BLKVERIFY(1, ImageMiss::overBlkverify);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  ImageMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  private static Optional<Command> command(Situation situation, ObjectNode options) {
    options.put("node-name", situation.unknownName());
    return Optional.of(Draft.add(options).command());
  }

  private static ObjectNode over(Situation situation, AlteredImage image) {
    ObjectNode options = Situation.json().put("driver", "qcow2");
    if (situation.dice().percent(30)) {
      options.put("read-only", true);
    }
    if (situation.dice().percent(10)) {
      Qcow2Options.any(situation, options);
    }
    options.putObject("file").put("driver", "file").put("filename", image.path());
    return options;
  }

  private static Optional<Command> encrypted(Situation situation) {
    ObjectNode options =
        over(situation, situation.dice().oneOf(AlteredImage.AES, AlteredImage.LUKS));
    ObjectNode encryption = options.putObject("encrypt");
    encryption.put("format", situation.dice().oneOf("aes", "aes", "luks"));
    if (!situation.dice().percent(30)) {
      encryption.put("key-secret", situation.dice().oneOf(situation.groups()).orElse("z"));
    }
    return command(situation, options);
  }

  /** A filter without a folder of its own, in which the backing file would be looked for. */
  private static Optional<Command> overBlkverify(Situation situation) {
    ObjectNode options = Situation.json().put("driver", "qcow2").put("read-only", true);
    ObjectNode filter = options.putObject("file").put("driver", "blkverify");
    filter.putObject("raw").put("driver", "file").put("filename", HostFile.OVERLAY.path());
    filter.putObject("test").put("driver", "file").put("filename", HostFile.OVERLAY.path());
    return command(situation, options);
  }
}
