package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.export.ExportRefusal;
import permafrost.model.graph.Graph;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.User;

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
  },

  /** Two exports in an iothread end at once while a job there must pause: QEMU hangs. */
  CLOSED_BESIDE_JOB("exports-closed-in-iothread-hang") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success && mayHang(success.next());
    }

    private boolean mayHang(State state) {
      Graph graph = state.graph();
      return state.exports().all().size() > 1
          && Arrays.stream(graph.users())
                  .filter(user -> state.exports().have(user) && livesElsewhere(graph, user))
                  .count()
              > 1
          && Arrays.stream(graph.users())
              .anyMatch(user ->
                  graph.vertex(user) instanceof User.JobParent && livesElsewhere(graph, user));
    }

    private boolean livesElsewhere(Graph graph, int user) {
      return Arrays.stream(graph.children(user))
          .anyMatch(edge -> graph.context(graph.edge(edge).child()) != GraphView.MAIN_CONTEXT);
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
