package permafrost.model.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.Injection;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.Identifier;
import permafrost.model.options.QDict;

/**
 * The rules of a blkdebug filter, from a file and inline. Source: {@code read_config}, {@code
 * add_rule}.
 */
public final class BlkdebugRules {

  private static final String NO_FILE = "/dev/null";
  private static final String INJECT_ERROR = "inject-error";
  private static final String SET_STATE = "set-state";

  private static final Map<String, String> TYPES =
      Map.of(
          "event", "text",
          "iotype", "text",
          "state", "number",
          "errno", "number",
          "sector", "number",
          "new_state", "number",
          "delay-ns", "number",
          "once", "switch",
          "immediately", "switch");

  private static final Set<String> ON = Set.of("on", "yes", "true", "y");
  private static final Set<String> OFF = Set.of("off", "no", "false", "n");
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(0[xX][0-9a-fA-F]{1,15}|0[0-7]{0,20}|[1-9]\\d{0,17})");
  private static final Set<String> IO_TYPES =
      Set.of("read", "write", "write-zeroes", "discard", "flush", "block-status");

  /** What opening, reopening and closing nodes can trigger. */
  private static final Set<String> EVENTS_OF_OPENING =
      Set.of("none", "reftable_load", "flush_to_os", "flush_to_disk");

  private static final Set<String> OTHER_EVENTS =
      Set.of(
          ("l1_update l1_grow_alloc_table l1_grow_write_table l1_grow_activate_table l2_load"
                  + " l2_update l2_update_compressed l2_alloc_cow_read l2_alloc_write read_aio"
                  + " read_backing_aio read_compressed write_aio write_compressed vmstate_load"
                  + " vmstate_save cow_read cow_write reftable_grow reftable_update refblock_load"
                  + " refblock_update refblock_update_part refblock_alloc refblock_alloc_hookup"
                  + " refblock_alloc_write refblock_alloc_write_blocks refblock_alloc_write_table"
                  + " refblock_alloc_switch_table cluster_alloc cluster_alloc_bytes cluster_free"
                  + " pwritev_rmw_head pwritev_rmw_after_head pwritev_rmw_tail"
                  + " pwritev_rmw_after_tail pwritev pwritev_zero pwritev_done"
                  + " empty_image_prepare l1_shrink_write_table l1_shrink_free_l2_clusters"
                  + " cor_write cluster_alloc_space")
              .split(" "));

  /** Which requests a rule is for that names none. */
  private static final Set<Injection.Request> BY_DEFAULT =
      EnumSet.complementOf(EnumSet.of(Injection.Request.BLOCK_STATUS));

  private static final int EIO = 5;
  private static final int SECTOR = 512;

  private final Rulebook rulebook;
  private final List<QDict> errors = new ArrayList<>();
  private final List<QDict> states = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Refused late = null;

  private BlkdebugRules(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  /** Reads the rules and takes the inline ones out of {@code options}. */
  public static BlkdebugRules read(QDict options, Files files, Rulebook rulebook) {
    BlkdebugRules rules = new BlkdebugRules(rulebook);
    String config = options.text("config", NO_FILE);
    if (!config.equals(NO_FILE)) {
      rules.readFile(config, files);
    }
    inline(options, INJECT_ERROR, rules.errors);
    inline(options, SET_STATE, rules.states);
    rules.errors.forEach(rule -> rules.check(rule, true));
    rules.states.forEach(rule -> rules.check(rule, false));
    return rules;
  }

  /**
   * Whether it is the last group of a configuration that is wrong: that is noticed only when all
   * else that the node needs was tried.
   */
  public static boolean failLate(Image.Text config, Rulebook rulebook) {
    try {
      return new ConfigText(rulebook, new BlkdebugRules(rulebook)::take).read(config.text())
          != null;
    } catch (Refused | OutsideModel early) {
      return false;
    }
  }

  /** What the rules come to. */
  Injection injection() {
    List<Injection.ErrorRule> failing = new ArrayList<>();
    for (QDict rule : errors) {
      failing.add(error(failing.size(), rule));
    }
    List<Injection.StateRule> moves = new ArrayList<>();
    for (QDict rule : states) {
      moves.add(
          new Injection.StateRule(
              rule.text("event", ""), rule.number("state", 0), rule.number("new_state", 0)));
    }
    return Injection.of(failing, moves);
  }

  /** Source: {@code add_rule}. */
  private static Injection.ErrorRule error(int number, QDict rule) {
    long sector = rule.number("sector", -1);
    Set<Injection.Request> requests =
        rule.has("iotype")
            ? Set.of(
                Injection.Request.valueOf(
                    rule.text("iotype", "").replace('-', '_').toUpperCase(Locale.ROOT)))
            : BY_DEFAULT;
    return new Injection.ErrorRule(
        number,
        rule.text("event", ""),
        rule.number("state", 0),
        requests,
        sector == -1 ? -1 : sector * SECTOR,
        (int) rule.number("errno", EIO),
        rule.truth("once"));
  }

  /** Refuses what is wrong with the last group of the file. */
  public void refuseLate() {
    if (late != null) {
      throw late;
    }
  }

  private void readFile(String path, Files files) {
    Image image = files.at(path).orElse(null);
    if (image == null) {
      rulebook.refuse(OpenRefusal.BLKDEBUG_CONFIG_NOT_FOUND, path);
    }
    if (image instanceof Image.Folder) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_IS_FOLDER);
    }
    if (!(image instanceof Image.Text text)) {
      throw new OutsideModel("blkdebug with a config file that is no small text");
    }
    late = new ConfigText(rulebook, this::take).read(text.text());
  }

  private static void inline(QDict options, String group, List<QDict> into) {
    for (int rule = 0; options.hasPrefix(group + "." + rule + "."); rule++) {
      into.add(options.extract(group + "." + rule + "."));
    }
  }

  /** Source: {@code qemu_config_do_parse}, {@code qemu_opts_from_qdict}. */
  private void take(String group, QDict options) {
    boolean error = group.equals(INJECT_ERROR);
    if (!error && !group.equals(SET_STATE)) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_GROUP_UNKNOWN, group);
    }
    String id = options.text("id", null);
    if (id != null && !Identifier.isWellFormed(id)) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_ID_MALFORMED);
    }
    if (id != null && !ids.add(group + " " + id)) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_ID_TWICE, id, group);
    }
    options.remove("id");
    for (String key : options.keysInQemuOrder()) {
      options.put(key, typed(error, key, options.text(key, "")));
    }
    (error ? errors : states).add(options);
  }

  private JsonNode typed(boolean error, String key, String value) {
    boolean misplaced =
        error ? key.equals("new_state") : !Set.of("event", "state", "new_state").contains(key);
    String type = misplaced ? "none" : TYPES.getOrDefault(key, "none");
    return switch (type) {
      case "none" -> {
        rulebook.refuse(BlkdebugRefusal.CONFIG_OPTION_UNKNOWN, key);
        throw new OutsideModel("a rule with an option that is not known");
      }
      case "number" -> number(key, value);
      case "switch" -> {
        if (!ON.contains(value) && !OFF.contains(value)) {
          rulebook.refuse(BlkdebugRefusal.CONFIG_SWITCH_EXPECTED, key);
        }
        yield BooleanNode.valueOf(ON.contains(value));
      }
      default -> TextNode.valueOf(value);
    };
  }

  private JsonNode number(String key, String value) {
    if (!NUMBER.matcher(value).matches()) {
      rulebook.refuse(BlkdebugRefusal.CONFIG_NUMBER_EXPECTED, key);
    }
    try {
      return LongNode.valueOf(Long.decode(value.strip()));
    } catch (NumberFormatException tooLarge) {
      throw new OutsideModel("a rule with a number beyond 63 bits");
    }
  }

  /** Source: {@code add_rule}. */
  private void check(QDict rule, boolean error) {
    if (!rule.has("event")) {
      rulebook.refuse(BlkdebugRefusal.RULE_WITHOUT_EVENT);
    }
    String event = rule.text("event", "");
    boolean early = EVENTS_OF_OPENING.contains(event);
    if (!early && !OTHER_EVENTS.contains(event)) {
      rulebook.refuse(BlkdebugRefusal.RULE_VALUE_UNKNOWN, event);
    }
    String type = rule.text("iotype", "read");
    if (error && !IO_TYPES.contains(type)) {
      rulebook.refuse(BlkdebugRefusal.RULE_VALUE_UNKNOWN, type);
    }
    if (error && early && !event.equals("none")) {
      throw new OutsideModel("blkdebug with errors in the I/O of opening or flushing");
    }
  }
}
