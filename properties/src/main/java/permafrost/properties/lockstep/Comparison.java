package permafrost.properties.lockstep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.answer.Difference;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.properties.oracle.RefusalTexts;
import permafrost.qmp.Reply;

/** Holds a reply against its prediction. */
public final class Comparison {

  private static final String SUCCESS = "success";

  private final RefusalTexts texts;

  /**
   * A comparison.
   *
   * @param texts the catalogue, to name in a signature what QEMU refused with
   */
  public Comparison(RefusalTexts texts) {
    this.texts = texts;
  }

  /**
   * The divergence that a reply shows, or empty where it is as predicted.
   *
   * @param reply with made-up names and the folder in the model's form
   */
  public Optional<Divergence> of(Exchange exchange, Reply reply) {
    return switch (exchange.expected()) {
      case Prediction.Success success ->
          switch (reply) {
            case Reply.Return done -> answer(exchange, success, done.value());
            case Reply.Error error ->
                Optional.of(reply(exchange, SUCCESS, SUCCESS, texts.nameOf(error.desc()), error));
          };
      case Prediction.Refused refused ->
          switch (reply) {
            case Reply.Return done ->
                Optional.of(
                    reply(
                        exchange,
                        refused.refusal().name(),
                        refused.errorClass() + ": " + refused.description(),
                        SUCCESS,
                        done));
            case Reply.Error error -> refusal(exchange, refused, error);
          };
      case Prediction.Unmodelled unmodelled -> Optional.empty();
    };
  }

  private Optional<Divergence> refusal(
      Exchange exchange, Prediction.Refused expected, Reply.Error actual) {
    if (actual.desc().equals(expected.description())
        && actual.errorClass().equals(expected.errorClass())) {
      return Optional.empty();
    }
    String name = expected.refusal().name();
    String got = texts.nameOf(actual.desc());
    if (got.equals(name)) {
      got = actual.desc().equals(expected.description()) ? "another class" : "another text of it";
    }
    String whole = expected.errorClass() + ": " + expected.description();
    return Optional.of(reply(exchange, name, whole, got, actual));
  }

  private static Divergence reply(
      Exchange exchange, String expectedName, String expected, String actualName, Reply actual) {
    String signature =
        "reply " + name(exchange) + ": expected " + expectedName + ", got " + actualName;
    return new Divergence(
        Kind.REPLY, signature, exchange.line(), exchange.step(), "", expected, text(actual), "");
  }

  private Optional<Divergence> answer(
      Exchange exchange, Prediction.Success expected, JsonNode actual) {
    return difference(expected, actual).map(difference -> differs(exchange, difference));
  }

  /** A model that fails to say what the answer must be is shown as one that says something else. */
  private static Optional<Difference> difference(Prediction.Success expected, JsonNode actual) {
    try {
      return expected.answer().differenceTo(actual);
    } catch (RuntimeException | StackOverflowError fault) {
      return Optional.of(
          new Difference(
              "the model itself failed", "", "the model failed: " + fault, actual.toString()));
    }
  }

  private static Divergence differs(Exchange exchange, Difference difference) {
    String signature =
        (exchange.isStep()
                ? "answer to " + exchange.sent().name()
                : subject(exchange.sent()) + " after " + stepName(exchange))
            + ": "
            + difference.what();
    return new Divergence(
        Kind.ANSWER,
        signature,
        exchange.line(),
        exchange.step(),
        difference.where(),
        difference.expected(),
        difference.actual(),
        "");
  }

  /** What the catalogue calls an error text. */
  String nameOf(String text) {
    return texts.nameOf(text);
  }

  /** What a reply says, for people. */
  static String text(Reply reply) {
    return switch (reply) {
      case Reply.Return done -> SUCCESS;
      case Reply.Error error -> error.errorClass() + ": " + error.desc();
    };
  }

  /** What must come back, for people. */
  static String text(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success success -> SUCCESS;
      case Prediction.Refused refused -> refused.errorClass() + ": " + refused.description();
      case Prediction.Unmodelled unmodelled -> "unmodelled: " + unmodelled.what();
    };
  }

  /** The same, as a signature names it. */
  static String name(Prediction prediction) {
    return switch (prediction) {
      case Prediction.Success ignored -> SUCCESS;
      case Prediction.Refused refused -> refused.refusal().name();
      case Prediction.Unmodelled ignored -> "unmodelled";
    };
  }

  static String stepName(Exchange exchange) {
    return exchange.step().map(Command::name).orElse("launch");
  }

  private static String name(Exchange exchange) {
    return exchange.isStep()
        ? exchange.sent().name()
        : exchange.sent().name() + " after " + stepName(exchange);
  }

  private static String subject(Command query) {
    return switch (query.name()) {
      case "x-debug-query-block-graph" -> "graph";
      case "query-named-block-nodes" -> "nodes";
      case "query-jobs" -> "jobs";
      case "query-block-jobs" -> "block jobs";
      default -> query.name();
    };
  }
}
