package permafrost.model.driver;

import permafrost.model.Refusal;

/** How the rules of a blkdebug filter are refused. */
public enum BlkdebugRefusal implements Refusal {
  CONFIG_IS_FOLDER("Cannot read config file: Is a directory", "qemu_config_foreach"),
  CONFIG_LINE_MALFORMED("parse error", "qemu_config_foreach"),
  CONFIG_WITHOUT_GROUP("no group defined", "qemu_config_foreach"),
  CONFIG_GROUP_UNKNOWN("There is no option group '%s'", "find_list"),
  CONFIG_ID_MALFORMED("Parameter 'id' expects an identifier", "qemu_opts_create"),
  CONFIG_ID_TWICE("Duplicate ID '%s' for %s", "qemu_opts_create"),
  CONFIG_OPTION_UNKNOWN("Invalid parameter '%s'", "opt_validate"),
  CONFIG_NUMBER_EXPECTED("Parameter '%s' expects a number", "parse_option_number"),
  CONFIG_SWITCH_EXPECTED("Parameter '%s' expects 'on' or 'off'", "qapi_bool_parse"),
  RULE_WITHOUT_EVENT("Missing event name for rule", "add_rule"),
  RULE_VALUE_UNKNOWN("invalid parameter value: %s", "qapi_enum_parse");

  private final String form;
  private final String source;

  BlkdebugRefusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }
}
