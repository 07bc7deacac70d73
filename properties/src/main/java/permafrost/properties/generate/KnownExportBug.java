package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.export.ExportRefusal;

/** What is known to be wrong in the NBD server. */
public enum KnownExportBug implements Avoidance {
  /** A refused server start has unlinked the file at its socket's path. */
  SERVER_REFUSED_LATE("refused-nbd-server-start-unlinks-file") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      JsonNode path = command.arguments().path("addr").path("data").path("path");
      return command.name().equals("nbd-server-start")
          && prediction instanceof Prediction.Refused refused
          && (refused.refusal() == ExportRefusal.TLS_CREDENTIALS_NOT_FOUND
              || refused.refusal() == ExportRefusal.TLS_CREDENTIALS_OTHER_TYPE)
          && state.files().at(path.asText()).isPresent();
    }
  };

  private final List<String> divergences;

  KnownExportBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
