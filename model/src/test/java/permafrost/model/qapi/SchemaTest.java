package permafrost.model.qapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import permafrost.model.Command;

class SchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static Schema schema;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream entities = SchemaTest.class.getResourceAsStream("schema-7.2.22.json")) {
      schema = Schema.of(JSON.readTree(entities));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"driver":"raw"} | Parameter 'file' is missing
          {"driver":"raw","file":{"driver":"file"}} | Parameter 'file.filename' is missing
          {"driver":"raw","file":{"driver":"fil"}} | Parameter 'driver' does not accept value 'fil'
          {"driver":"raw","file":7} | Invalid parameter type for 'file', expected: BlockdevRef
          {"driver":"raw","file":null} | Invalid parameter type for 'file', expected: BlockdevRef
          {"driver":"qcow2","file":"f","backing":1} | Invalid parameter type for 'backing', expected: BlockdevRefOrNull
          {"driver":"null-co","size":"1"} | Invalid parameter type for 'size', expected: integer
          {"driver":"null-co","size":1.0} | Invalid parameter type for 'size', expected: integer
          {"driver":"null-co","latency-ns":"1"} | Parameter 'latency-ns' expects uint64
          {"driver":"quorum","vote-threshold":1,"children":["a",1]} | Invalid parameter type for 'null', expected: BlockdevRef
          {"driver":"quorum","vote-threshold":1,"children":["a",{"driver":"raw"}]} | Parameter 'children[1].file' is missing
          {"driver":"null-co","file":"a","image":"b"} | Parameter 'image' is unexpected
          """)
  void refusesBlockdevAdd(String arguments, String description) throws IOException {
    Verdict verdict = schema.visit(new Command("blockdev-add", object(arguments)));

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).description()).isEqualTo(description);
  }

  @Test
  void namesTheElementOfAReopen() throws IOException {
    ObjectNode arguments = object("{\"options\":[{\"driver\":\"raw\",\"file\":\"f\",\"foo\":1}]}");

    assertThat(schema.visit(new Command("blockdev-reopen", arguments)))
        .isEqualTo(
            new Verdict.Refused(
                QapiRefusal.MEMBER_UNEXPECTED, "Parameter 'options[0].foo' is unexpected"));
  }

  @Test
  void saysThatACommandIsNotThere() {
    Verdict.Refused refused = (Verdict.Refused) schema.visit(Command.of("blockdev-fly"));

    assertThat(refused.description()).isEqualTo("The command blockdev-fly has not been found");
    assertThat(refused.refusal().errorClass()).isEqualTo("CommandNotFound");
  }

  @Test
  void knowsTheBranchesOfBlockdevAdd() {
    ObjectType type = schema.command("blockdev-add").orElseThrow().arguments();

    assertThat(type.tag()).contains("driver");
    assertThat(type.memberNames()).startsWith("driver", "node-name");
    assertThat(type.variants().get("throttle").memberNames())
        .containsExactly("throttle-group", "file");
  }

  @Test
  void doesNotGuessTheWidthOfAnIntegerItDoesNotKnow() throws IOException {
    JsonNode entities =
        JSON.readTree(
            """
            [{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
             {"name": "int", "meta-type": "builtin", "json-type": "int"},
             {"name": "0", "meta-type": "object", "members": [{"name": "new", "type": "int"}]}]
            """);
    Schema small = Schema.of(entities);

    assertThat(small.visit(new Command("c", object("{\"new\":100}"))))
        .isInstanceOf(Verdict.Passed.class);
    assertThat(small.visit(new Command("c", object("{\"new\":1000}"))))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void namesATypeThatIsNotThere() throws IOException {
    JsonNode entities =
        JSON.readTree("[{\"name\": \"c\", \"meta-type\": \"command\", \"arg-type\": \"9\"}]");

    assertThatThrownBy(() -> Schema.of(entities))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The schema has no type 9");
  }

  @Test
  void rebuildsOptionsInTheOrderOfTheVisit() throws IOException {
    ObjectNode given =
        object("{\"latency-ns\":-1,\"size\":9,\"node-name\":\"n\",\"driver\":\"null-co\"}");
    ObjectType type = schema.command("blockdev-add").orElseThrow().arguments();

    assertThat(type.rebuilt(given))
        .hasToString(
            "{\"driver\":\"null-co\",\"node-name\":\"n\",\"size\":9,"
                + "\"latency-ns\":18446744073709551615}");
  }

  private static ObjectNode object(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json);
  }
}
