package permafrost.properties.lockstep;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.Command;
import permafrost.model.MadeUpName;
import permafrost.qmp.Reply;

/**
 * What one running QEMU calls what the model calls {@code #block3~}, {@code $DIR} and {@code
 * $SOCK}. Learns the names that QEMU makes up from its replies.
 */
public final class RealNames {

  private static final Pattern MODEL = Pattern.compile("#block\\d+~");
  private static final Pattern REAL = Pattern.compile("#block\\d+(?!\\d|~)");

  private final String folder;
  private final Map<String, String> realNames = new HashMap<>();

  /**
   * The names of a QEMU before it has answered anything.
   *
   * @param folder the scenario's own folder
   */
  public RealNames(Path folder) {
    this.folder = folder.toString();
  }

  /** A text of a scenario as QEMU or a tool must be given it. */
  public String toReal(String text) {
    return text.indexOf('$') < 0 ? text : text.replace("$DIR", folder).replace("$SOCK", folder);
  }

  /** The command's JSON, as short as it gets. */
  public String toWire(Command command) {
    String json = command.toJson().toString();
    if (json.indexOf('$') >= 0) {
      String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(folder));
      json = json.replace("$DIR", quoted).replace("$SOCK", quoted);
    }
    return json.indexOf('~') < 0
        ? json
        : MODEL
            .matcher(json)
            .replaceAll(name ->
                Matcher.quoteReplacement(realNames.getOrDefault(name.group(), name.group())));
  }

  /** Whether the command names a node by a made-up name, so that earlier replies must be known. */
  public static boolean needsReplies(Command command) {
    return !command.arguments().isEmpty() && command.toJson().toString().contains("#block");
  }

  /** A reply in the model's words. */
  public Reply toModel(Reply reply) {
    return switch (reply) {
      case Reply.Return done -> new Reply.Return(ModelText.of(done.value(), this::toModel));
      case Reply.Error error -> new Reply.Error(error.errorClass(), toModel(error.desc()));
    };
  }

  /** A text from QEMU in the model's words. */
  public String toModel(String text) {
    String known = text;
    if (known.contains("#block")) {
      Matcher names = REAL.matcher(known);
      while (names.find()) {
        realNames.putIfAbsent(MadeUpName.toModel(names.group()), names.group());
      }
      known = MadeUpName.toModel(known);
    }
    return known.contains(folder) ? known.replace(folder, "$DIR") : known;
  }
}
