package permafrost.model.export;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.driver.RequestAlignment;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;

/**
 * An NBD client's way to its export. The only server that the model knows is QEMU's own, on a Unix
 * socket. Source: {@code nbd_open}.
 */
public final class NbdConnection {

  /** What every export tells. */
  private static final String ALLOCATION = "base:allocation";

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public NbdConnection(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /** Opens the client of this number, which has its name and flags. */
  public DriverState open(int number, QDict options) {
    String path = socket(options);
    refuseTexts(options);
    if (options.number("open-timeout", 0) > 0) {
      throw new OutsideModel("an NBD client that may try for a while");
    }
    refuseUnreachable(path);
    Export export = export(options.text("export", ""));
    refuseBitmap(options.text("x-dirty-bitmap", ALLOCATION));
    Edge link = edit.edge(edit.children(export.user())[0]);
    boolean readOnly = (link.permissions() & Perm.WRITE) == 0;
    if (readOnly) {
      makeReadOnly(edit.node(number));
    }
    return new DriverState.Nbd(
        export.user(),
        known(export.size()),
        readOnly,
        known(RequestAlignment.of(edit.node(link.child()))),
        options.number("reconnect-delay", 0) > 0);
  }

  /** How many clients an export has. */
  static long clients(GraphEdit edit, int user) {
    long clients = 0;
    for (int number : edit.order()) {
      if (edit.node(number).state() instanceof DriverState.Nbd client && client.export() == user) {
        clients++;
      }
    }
    return clients;
  }

  /** Source: {@code nbd_config}. */
  private String socket(QDict options) {
    String type = options.text("server.type", "");
    if (type.equals("fd")) {
      if (rulebook.isOfEmulator()) {
        rulebook.refuse(NbdRefusal.DESCRIPTOR_NOT_FOUND, options.text("server.str", ""));
      } else {
        rulebook.refuse(NbdRefusal.DESCRIPTOR_NOT_PASSED);
      }
    }
    if (!type.equals("unix") || options.truth("server.abstract")) {
      throw new OutsideModel("an NBD client of a server that is on no file's socket");
    }
    return NbdServing.plain(options.text("server.path", ""));
  }

  /** Source: {@code nbd_process_options}. */
  private void refuseTexts(QDict options) {
    if (isTooLong(options.text("export", ""))) {
      rulebook.refuse(NbdRefusal.NBD_EXPORT_NAME_TOO_LONG);
    }
    if (options.has("tls-creds")) {
      String id = options.text("tls-creds", "");
      State state = workpiece.state();
      if (state.groups().has(id) || state.machine().ioThreads().has(id)) {
        rulebook.refuse(ExportRefusal.TLS_CREDENTIALS_OTHER_TYPE, id);
      }
      rulebook.refuse(ExportRefusal.TLS_CREDENTIALS_NOT_FOUND, id);
      throw new OutsideModel("TLS credentials");
    }
    if (isTooLong(options.text("x-dirty-bitmap", ""))) {
      rulebook.refuse(NbdRefusal.NBD_BITMAP_NAME_TOO_LONG);
    }
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > Exporting.LONGEST_TEXT;
  }

  /** Source: {@code unix_connect_saddr}. */
  private void refuseUnreachable(String path) {
    NbdServing.refuseTooLong(path, rulebook);
    Optional<NbdServer> server = workpiece.state().exports().server();
    if (server.isPresent() && Files.same(server.get().path(), path)) {
      refuseFull(server.get());
      return;
    }
    String error =
        path.isEmpty()
            ? "Connection refused"
            : workpiece
                .files()
                .at(path)
                .map(NbdConnection::unanswered)
                .orElse("No such file or directory");
    rulebook.refuse(NbdRefusal.SOCKET_NOT_CONNECTED, path, error);
    throw new OutsideModel("a connection to nobody");
  }

  private static String unanswered(Image image) {
    return switch (image) {
      case Image.Opaque opaque -> throw new OutsideModel("a connection to " + opaque.why());
      case Image.Barred barred -> barred.error();
      case Image.Raw ignored -> "Connection refused";
      case Image.Text ignored -> "Connection refused";
      case Image.Folder ignored -> "Connection refused";
      case Image.OfQcow2 ignored -> "Connection refused";
    };
  }

  /** One more has to wait, and so has all of QEMU. Source: {@code nbd_update_server_watch}. */
  private void refuseFull(NbdServer server) {
    long all =
        workpiece.state().exports().all().stream()
            .mapToLong(export -> clients(edit, export.user()))
            .sum();
    if (server.mostClients() > 0 && all >= server.mostClients()) {
      throw new OutsideModel("a connection to a server that has all the clients that it takes");
    }
  }

  private Export export(String name) {
    Exports exports = workpiece.state().exports();
    Optional<Export> export =
        exports.all().stream().filter(each -> each.name().equals(name)).findFirst();
    if (export.isEmpty()) {
      rulebook.refuse(NbdRefusal.NBD_EXPORT_NOT_FOUND);
    }
    return export.orElseThrow(() -> new OutsideModel("what follows a forgotten look-up"));
  }

  /** Nothing is known of other namespaces. Source: {@code nbd_handle_updated_info}. */
  private void refuseBitmap(String name) {
    if (name.equals(ALLOCATION)) {
      return;
    }
    if (name.isEmpty() || name.startsWith("base:") || name.startsWith("qemu:")) {
      throw new OutsideModel("an NBD client that asks for " + name);
    }
    rulebook.refuse(NbdRefusal.NBD_EXPORT_UNFIT, "Invalid argument");
  }

  /** Source: {@code bdrv_apply_auto_read_only}. */
  private void makeReadOnly(Node client) {
    if (client.flags().writable() && !client.flags().autoReadOnly()) {
      rulebook.refuse(NbdRefusal.NBD_EXPORT_UNFIT, "Permission denied");
    }
    edit.replace(
        client.with(
            client.flags().madeReadOnly(),
            client.detectZeroes(),
            client.options(),
            client.explicitOptions()));
  }

  private static long known(long bytes) {
    if (bytes < 0) {
      throw new OutsideModel("an NBD client of a node of which the model does not know enough");
    }
    return bytes;
  }
}
