package permafrost.model.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.job.JobStatus;
import permafrost.model.open.Workpiece;

/** {@code nbd-server-start} on a Unix socket, and {@code nbd-server-stop}. */
public final class NbdServing {

  /** The size of {@code sockaddr_un.sun_path}, in bytes. */
  private static final int LONGEST_PATH = 108;

  /** A path that is no longer is short enough behind any folder's name. */
  private static final int SHORT_PATH = 30;

  private final Workpiece workpiece;
  private final Rulebook rulebook;

  public NbdServing(Workpiece workpiece) {
    this.workpiece = workpiece;
    rulebook = workpiece.rulebook();
  }

  /** Source: {@code nbd_server_start}. */
  public void start(ObjectNode arguments) {
    if (exports().server().isPresent()) {
      rulebook.refuse(ExportRefusal.NBD_SERVER_RUNNING);
    }
    String path = socketPath(arguments.path("addr"));
    refuseTooLong(path, rulebook);
    refusePlace(path);
    refuseCredentials(arguments.path("tls-creds"), path);
    workpiece.update(s ->
        s.with(s.files().with(path, new Image.Opaque("a socket")))
            .with(
                s.exports()
                    .with(new NbdServer(path, arguments.path("max-connections").asLong(100)))));
  }

  /** Source: {@code qmp_nbd_server_stop}. */
  public void stop() {
    Optional<NbdServer> server = exports().server();
    if (server.isEmpty()) {
      rulebook.refuse(ExportRefusal.NBD_SERVER_NOT_RUNNING);
      return;
    }
    boolean served =
        exports().all().stream()
            .anyMatch(export -> NbdConnection.clients(workpiece.edit(), export.user()) > 0);
    if (served && exports().all().size() > 1) {
      throw new OutsideModel("the order in which exports end, one of them with a client");
    }
    if (exports().all().size() > 1 && !rulebook.has(Behaviour.EXPORT_END_WAITS) && limitsJobs()) {
      throw new OutsideModel("the order in which exports end beside a limited job");
    }
    deleteInTurn(exports().all());
    workpiece.update(
        s -> s.with(s.files().without(server.get().path())).with(s.exports().withoutServer()));
  }

  /**
   * An export's end may wait for something, and whatever else is to be done meanwhile is done then:
   * the other exports end before it does. Source: {@code blk_exp_delete_bh}, {@code blk_drain}.
   *
   * @param exports oldest first
   */
  private void deleteInTurn(List<Export> exports) {
    if (exports.isEmpty()) {
      return;
    }
    Export first = exports.getFirst();
    List<Export> rest = exports.subList(1, exports.size());
    boolean waits = rulebook.has(Behaviour.EXPORT_END_WAITS) || drainsThrottle(first.user());
    if (waits) {
      deleteInTurn(rest);
    }
    new Exporting(workpiece).delete(first);
    if (!waits) {
      deleteInTurn(rest);
    }
  }

  /** Whether a drain may have to wait for what a job reads that it has woken. */
  private boolean limitsJobs() {
    return workpiece.jobs().done().newestFirst().stream()
        .anyMatch(job -> job.status() == JobStatus.RUNNING && job.speed() > 0);
  }

  /** The one filter whose drain has to be waited for. Source: {@code bdrv_drain_invoke}. */
  private boolean drainsThrottle(int user) {
    GraphEdit edit = workpiece.edit();
    int exported = edit.edge(edit.children(user)[0]).child();
    for (int number : edit.order()) {
      boolean throttles = edit.node(number).state() instanceof DriverState.Throttle;
      if (throttles && edit.reaches(number, exported)) {
        return true;
      }
    }
    return false;
  }

  private Exports exports() {
    return workpiece.state().exports();
  }

  private static String socketPath(JsonNode address) {
    if (!address.path("type").asText().equals("unix")) {
      throw new OutsideModel("an NBD server on " + address.path("type").asText());
    }
    String path = address.path("data").path("path").asText();
    if (path.isEmpty() || address.path("data").path("abstract").asBoolean()) {
      throw new OutsideModel("an NBD server on a socket whose name is made up, or abstract");
    }
    return plain(path);
  }

  /** The path as errors show it: scenarios have two names for their folder. */
  static String plain(String path) {
    return path.startsWith("$SOCK") ? "$DIR" + path.substring("$SOCK".length()) : path;
  }

  static void refuseTooLong(String path, Rulebook rulebook) {
    int length = path.length();
    if (path.startsWith("$") && length > SHORT_PATH) {
      throw new OutsideModel("a long path behind a folder's name");
    }
    if (length > LONGEST_PATH) {
      rulebook.refuse(ExportRefusal.SOCKET_PATH_TOO_LONG, path);
    }
  }

  /** What stands where the socket is to be goes away. Source: {@code unix_listen_saddr}. */
  private void refusePlace(String path) {
    Files files = workpiece.files();
    Optional<Image> there = files.at(path);
    if (there.isPresent() && there.get() instanceof Image.Folder) {
      rulebook.refuse(ExportRefusal.SOCKET_NOT_UNLINKED, path);
    }
    if (there.isPresent() && there.get() instanceof Image.Opaque opaque) {
      throw new OutsideModel("a socket in the place of " + opaque.why());
    }
    for (int number : workpiece.edit().order()) {
      if (workpiece.edit().node(number).state() instanceof DriverState.File file
          && Files.same(file.path(), path)) {
        throw new OutsideModel("a socket in the place of an open file");
      }
    }
    int slash = path.lastIndexOf('/');
    if (slash > 0 && files.at(path.substring(0, slash)).isEmpty()) {
      rulebook.refuse(ExportRefusal.SOCKET_NOT_BOUND, path);
      throw new OutsideModel("a socket in a folder that is not there");
    }
  }

  /** The socket is there by then; when it is closed, its path goes, too. */
  private void refuseCredentials(JsonNode id, String path) {
    if (id.isMissingNode()) {
      return;
    }
    workpiece.update(s -> s.with(s.files().without(path)));
    if (workpiece.state().groups().has(id.asText())) {
      rulebook.refuse(ExportRefusal.TLS_CREDENTIALS_OTHER_TYPE, id.asText());
    } else {
      rulebook.refuse(ExportRefusal.TLS_CREDENTIALS_NOT_FOUND, id.asText());
    }
    throw new OutsideModel("TLS credentials");
  }
}
