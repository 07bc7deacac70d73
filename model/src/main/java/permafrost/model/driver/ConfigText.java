package permafrost.model.driver;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.options.QDict;

/** Reads groups of options in QEMU's form of configuration. Source: {@code qemu_config_foreach}. */
final class ConfigText {

  private static final int LONGEST_LINE = 1000;
  private static final Pattern GROUP_WITH_ID =
      Pattern.compile("\\[\\s*+(\\S{1,63}+)\\s*+\"([^\"]{1,63})");
  private static final Pattern GROUP = Pattern.compile("\\[([^]]{1,63})");
  private static final Pattern VALUE =
      Pattern.compile("\\s*+(\\S{1,63}+)\\s*+=\\s*+\"([^\"]{1,1000})");
  private static final Pattern NAME = Pattern.compile("\\s*+(\\S{1,63}+)");

  private final Rulebook rulebook;
  private final BiConsumer<String, QDict> take;
  private String group = "";
  private QDict options = null;

  /** A reader that hands over each group, its name and its options, once that is complete. */
  ConfigText(Rulebook rulebook, BiConsumer<String, QDict> take) {
    this.rulebook = rulebook;
    this.take = take;
  }

  /**
   * Reads all groups. What is wrong with the last one is noticed only when all else that the node
   * needs was tried.
   *
   * @return what refuses the last one, or Java's null
   */
  Refused read(String text) {
    for (String line : text.split("(?<=\n)")) {
      if (line.length() > LONGEST_LINE) {
        throw new OutsideModel("a configuration with a line of more than 1000 characters");
      }
      if (!line.isEmpty() && !line.equals("\n") && !line.startsWith("#") && !begins(line)) {
        option(line);
      }
    }
    try {
      handOver();
      return null;
    } catch (Refused refused) {
      return refused;
    }
  }

  private boolean begins(String line) {
    Matcher named = GROUP_WITH_ID.matcher(line);
    Matcher plain = GROUP.matcher(line);
    boolean withId = named.lookingAt();
    if (!withId && !plain.lookingAt()) {
      return false;
    }
    handOver();
    group = (withId ? named : plain).group(1);
    options = QDict.empty();
    if (withId) {
      options.put("id", TextNode.valueOf(named.group(2)));
    }
    return true;
  }

  private void handOver() {
    if (options != null) {
      take.accept(group, options);
    }
  }

  private void option(String line) {
    Matcher full = VALUE.matcher(line);
    Matcher bare = NAME.matcher(line);
    boolean valued = full.lookingAt();
    if (!valued && !bare.lookingAt()) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_LINE_MALFORMED);
    } else if (options == null) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_WITHOUT_GROUP);
    } else {
      options.put((valued ? full : bare).group(1), TextNode.valueOf(valued ? full.group(2) : ""));
    }
  }
}
