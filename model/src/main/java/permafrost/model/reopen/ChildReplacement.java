package permafrost.model.reopen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.open.Links;
import permafrost.model.open.OpenRefusal;
import permafrost.model.open.Workpiece;
import permafrost.model.permission.Permissions;

/**
 * Another node, or none, as a node's {@code file} or {@code backing} child. Source: {@code
 * bdrv_reopen_parse_file_or_backing}, {@code bdrv_set_file_or_backing_noperm}.
 */
public final class ChildReplacement {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Links links;
  private final Permissions permissions;
  private final int parent;

  /** Of this node's children. */
  public ChildReplacement(Workpiece workpiece, int parent) {
    permissions = workpiece.permissions();
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    links = new Links(workpiece);
    this.parent = parent;
  }

  /**
   * Replaces the child.
   *
   * @param value the option: a node's name, JSON null to detach, or Java's null where it is not
   *     given
   * @return the number of the former child, if the link has changed and there was one
   */
  Optional<Integer> replace(String child, JsonNode value) {
    if (value == null) {
      return Optional.empty();
    }
    int newChild = value.isNull() ? Node.NOBODY : found(child, value.textValue());
    boolean primary = child.equals("file");
    int link = edit.childEdge(parent, primary ? edit.node(parent).driver().primaryChild() : child);
    int oldChild = link < 0 ? Node.NOBODY : edit.edge(link).child();
    if (oldChild == newChild) {
      return Optional.empty();
    }
    Node node = edit.node(parent);
    if (oldChild != Node.NOBODY && edit.node(oldChild).implicit()) {
      if (belowImplicit(oldChild) == newChild) {
        return Optional.empty();
      }
      rulebook.refuse(
          ReopenRefusal.IMPLICIT_CHILD_UNREPLACEABLE, child, edit.deviceOrNodeName(parent));
    }
    if (node.driver().isFilter() && oldChild == Node.NOBODY) {
      rulebook.refuse(
          ReopenRefusal.FILTER_WITHOUT_CHILD, node.name(), node.driver().qapiName(), child);
    }
    setChild(node, child, link, newChild);
    return oldChild == Node.NOBODY ? Optional.empty() : Optional.of(oldChild);
  }

  /**
   * Gives the node another backing file, or none. Source: {@code bdrv_set_backing_hd}.
   *
   * @param newBacking its number, or {@link Node#NOBODY}
   * @throws permafrost.model.Refused where the link is frozen or permissions conflict
   */
  public void setBacking(int newBacking) {
    int link = edit.childEdge(parent, "backing");
    int former = link < 0 ? Node.NOBODY : edit.edge(link).child();
    setChild(edit.node(parent), "backing", link, newBacking);
    permissions.refresh(parent);
    if (former != Node.NOBODY) {
      permissions.loosen(former);
      links.closeIfUnused(former);
    }
  }

  private int found(String child, String name) {
    Node found = edit.find(name).orElse(null);
    if (found == null) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, "", name);
      throw new OutsideModel("what follows a forgotten look-up");
    }
    links.refuseCycle(parent, found.number(), child, name);
    return found.number();
  }

  private int belowImplicit(int number) {
    int at = number;
    while (edit.node(at).implicit()) {
      at = edit.edge(edit.children(at)[0]).child();
    }
    return at;
  }

  private void setChild(Node node, String child, int link, int newChild) {
    boolean inherits = newChild != Node.NOBODY && links.inherits(newChild, parent);
    if (link >= 0 && edit.edge(link).frozen()) {
      rulebook.refuse(
          ReopenRefusal.FROZEN_LINK_UNCHANGEABLE,
          child,
          node.name(),
          edit.node(edit.edge(link).child()).name());
    }
    boolean backing = child.equals("backing");
    if (backing && !node.driver().isFilter() && !node.driver().supportsBacking()) {
      rulebook.refuse(ReopenRefusal.BACKING_UNSUPPORTED, node.driver().qapiName(), node.name());
    }
    if (!backing && !node.driver().isFilter() && link < 0) {
      rulebook.refuse(ReopenRefusal.FORMAT_WITHOUT_FILE);
    }
    Role role = role(node, backing, link);
    if (link >= 0) {
      if (!backing && node.state() instanceof DriverState.Qcow2 image && mayBeWritten(link)) {
        refuseUnwrittenRefcounts(node, image, newChild);
        edit.replace(node.with(image.leavingWritten()));
      }
      links.unsetInheritance(parent, link);
      edit.detach(link);
    }
    if (newChild != Node.NOBODY) {
      links.attachUnchecked(parent, newChild, child, role);
      if (inherits) {
        edit.replace(edit.node(newChild).inheritingFrom(parent));
      }
    }
  }

  /**
   * An image with lazy refcounts keeps them for later, and writes them into whatever is its file
   * then. Source: {@code qcow2_write_caches}.
   */
  private void refuseUnwrittenRefcounts(Node node, DriverState.Qcow2 image, int newFile) {
    boolean lazy = image.header().lazyRefcounts() || node.options().truth("lazy-refcounts");
    if (lazy && newFile != Node.NOBODY && restsOnFile(newFile)) {
      throw new OutsideModel("what an image with lazy refcounts writes into another file");
    }
  }

  private boolean restsOnFile(int number) {
    return edit.node(number).state() instanceof DriverState.File
        || Arrays.stream(edit.children(number))
            .mapToObj(edit::edge)
            .anyMatch(edge -> edge.role() != Role.COW && restsOnFile(edge.child()));
  }

  private boolean mayBeWritten(int link) {
    return NodeSize.of(edit, edit.edge(link).child()) == NodeSize.UNKNOWN;
  }

  private Role role(Node node, boolean backing, int link) {
    if (node.driver().isFilter()) {
      return Role.FILTERED;
    }
    if (backing) {
      return Role.COW;
    }
    return link < 0 ? Role.IMAGE : edit.edge(link).role();
  }
}
