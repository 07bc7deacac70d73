package permafrost.properties.oracle;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.Refusal;

/** Finds the catalogue's entry for an error text that QEMU gave. */
public final class RefusalTexts {

  private static final Pattern PLACEHOLDER = Pattern.compile("%(?:\\d\\$)?[sd]");
  private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'[^']*'(?!\\w)|\"[^\"]*\"");
  private static final Pattern NUMBER = Pattern.compile("#block\\d+~|\\b\\d+\\b");
  private static final Pattern OPTION = Pattern.compile("[Oo]ption '([\\w.-]+)'");
  private static final Pattern PREFIX = Pattern.compile("^(?:Could not open backing file: )+");

  private final List<Form> forms;

  /** Over all entries of a catalogue. */
  public RefusalTexts(Collection<? extends Refusal> catalogue) {
    this.forms =
        catalogue.stream()
            .flatMap(refusal ->
                refusal.forms().stream()
                    .map(form -> new Form(refusal.name(), pattern(form), literals(form))))
            .sorted(Comparator.comparingInt(Form::literals).reversed())
            .toList();
  }

  /**
   * The entry whose form the text has, the most telling one where several do; a prefix such as
   * {@code Could not open backing file: } may stand before it.
   */
  public Optional<String> entry(String text) {
    Optional<String> whole = matching(text);
    return whole.isPresent() ? whole : matching(withoutPrefix(text));
  }

  /**
   * The entry's name, with the option that it speaks of, if it does; or the text without what
   * differs from case to case.
   */
  public String nameOf(String text) {
    return entry(text)
        .map(name -> name + option(text))
        .orElseGet(() -> '"' + blanked(withoutPrefix(text)) + '"');
  }

  private static String option(String text) {
    Matcher option = OPTION.matcher(text);
    return option.find() ? " '" + option.group(1) + "'" : "";
  }

  private static String withoutPrefix(String text) {
    return PREFIX.matcher(text).replaceFirst("");
  }

  /** A text with its quoted parts and numbers blanked, on one line. */
  public static String blanked(String text) {
    String unquoted = QUOTED.matcher(text).replaceAll("'…'");
    return NUMBER.matcher(unquoted).replaceAll("…").replaceAll("\\s+", " ").strip();
  }

  private Optional<String> matching(String text) {
    return forms.stream()
        .filter(form -> form.pattern().matcher(text).matches())
        .map(Form::name)
        .findFirst();
  }

  private static Pattern pattern(String form) {
    StringBuilder regex = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(form);
    int at = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(form.substring(at, matcher.start())));
      regex.append(matcher.group().endsWith("d") ? "-?\\d+" : ".*?");
      at = matcher.end();
    }
    return Pattern.compile(regex + Pattern.quote(form.substring(at)), Pattern.DOTALL);
  }

  private static int literals(String form) {
    return PLACEHOLDER.matcher(form).replaceAll("").length();
  }

  private record Form(String name, Pattern pattern, int literals) {}
}
