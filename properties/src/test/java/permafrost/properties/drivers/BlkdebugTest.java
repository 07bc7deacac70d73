package permafrost.properties.drivers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.properties.laws.BuildsHere;
import permafrost.properties.laws.Rig;

/** The rules and limits of a blkdebug filter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlkdebugTest {

  private static final String FILTER =
      "{'driver':'blkdebug','node-name':'b',%s,'image':{'driver':'null-co'}}";
  private static final String RULES =
      "'inject-error':[{'event':'read_aio','state':-1,'errno':5,'sector':-1,'once':true,"
          + "'iotype':'flush'},{'errno':0,'event':'l2_load'}],"
          + "'set-state':[{'event':'none','new_state':3}]";

  private Rig rig;

  @BeforeAll
  void open() {
    rig = new Rig(BuildsHere.tested().getFirst());
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          success                | [inject-error]\\nevent = \\"read_aio\\"\\nerrno = \\"0x5\\"\\n
          success                | [set-state \\"x\\"]\\nevent = \\"none\\"\\n# a comment\\n\\n[inject-error \\"x\\"]\\nevent = \\"l2_load\\"\\n
          CONFIG_GROUP_UNKNOWN   | [foo]\\nevent = \\"read_aio\\"\\n
          CONFIG_GROUP_UNKNOWN   | [foo]\\n[inject-error]\\nevent = \\"read_aio\\"\\n
          CONFIG_WITHOUT_GROUP   | event = \\"read_aio\\"\\n
          CONFIG_LINE_MALFORMED  | [set-state]\\n  \\n
          CONFIG_ID_MALFORMED    | [inject-error \\"1x\\"]\\nevent = \\"l2_load\\"\\n
          CONFIG_ID_TWICE        | [inject-error \\"x\\"]\\nevent = \\"l2_load\\"\\n[inject-error \\"x\\"]\\n
          CONFIG_OPTION_UNKNOWN  | [inject-error]\\nevent = \\"read_aio\\"\\nfoo = \\"5\\"\\n
          CONFIG_OPTION_UNKNOWN  | [set-state]\\nonce = \\"on\\"\\n
          CONFIG_OPTION_UNKNOWN  | [set-state]\\nevent=\\"x\\"\\n
          CONFIG_NUMBER_EXPECTED | [set-state]\\nstate = \\"x\\"\\n[set-state]\\nevent = \\"l2_load\\"\\n
          CONFIG_NUMBER_EXPECTED | [set-state]\\nevent = \\"l2_load\\"\\nstate = \\"08\\"\\n
          CONFIG_SWITCH_EXPECTED | [inject-error]\\nevent = \\"l2_load\\"\\nonce = \\"1\\"\\n
          RULE_WITHOUT_EVENT     | [inject-error]\\nerrno = \\"5\\"\\n
          RULE_VALUE_UNKNOWN     | [inject-error]\\nevent = \\"tea\\"\\n
          RULE_VALUE_UNKNOWN     | [inject-error]\\nevent = read_aio\\n
          RULE_VALUE_UNKNOWN     | [inject-error]\\nevent = \\"l2_load\\"\\niotype = \\"tea\\"\\n
          """)
  void aConfigurationIsReadAsQemuReadsIt(String outcome, String text) {
    Try.on(rig).file("c", text).add(FILTER.formatted("'config':'c'")).ends(outcome);
  }

  @Test
  void aConfigurationIsNoFolder() {
    Try.on(rig).add(FILTER.formatted("'config':'.'")).ends("CONFIG_IS_FOLDER");
  }

  @Test
  void rulesMayBeInlineAndStayInAReopen() {
    Try.on(rig).add(FILTER.formatted(RULES)).reopen(FILTER.formatted(RULES)).ends("success");
  }

  @Test
  void rulesMayNotChangeInAReopen() {
    Try.on(rig)
        .add(FILTER.formatted(RULES))
        .reopen(FILTER.formatted(RULES.replace("'new_state':3", "'new_state':4")))
        .ends("OPTION_UNCHANGEABLE");
  }

  @Test
  void rulesMayNotBeLeftOutOfAReopen() {
    Try.on(rig)
        .add(FILTER.formatted(RULES))
        .reopen(FILTER.formatted("'read-only':true"))
        .ends("OPTION_NOT_RESETTABLE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          success            | 'max-transfer':100
          success            | 'align':512,'opt-discard':512,'max-discard':1024
          BLKDEBUG_ALIGNMENT | 'align':513
          BLKDEBUG_ALIGNMENT | 'align':512,'max-transfer':100
          BLKDEBUG_ALIGNMENT | 'align':512,'opt-write-zero':4096,'max-write-zero':512
          BLKDEBUG_ALIGNMENT | 'opt-discard':4096,'max-discard':512
          BLKDEBUG_ALIGNMENT | 'max-transfer':2147483647
          SIZE_OPTION_NEGATIVE | 'max-transfer':-1,'opt-discard':-3
          """)
  void limitsAreMultiplesOfTheAlignment(String outcome, String limits) {
    Try.on(rig).add(FILTER.formatted(limits)).ends(outcome);
  }
}
