package permafrost.model.data;

import java.util.Optional;
import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.graph.DetectZeroes;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Injection;
import permafrost.model.graph.Injection.Request;
import permafrost.model.graph.Node;
import permafrost.model.open.Workpiece;

/**
 * Sends requests down to where blkdebug lets some fail, and notes what that changes in its nodes.
 * What else they change is {@link Traffic}'s. Offsets and lengths are in bytes.
 */
public final class Requests {

  /** Events of which it is not followed how often they come. */
  private static final Set<String> UNCOUNTED =
      Set.of("reftable_load", "flush_to_os", "flush_to_disk");

  /** Options that split requests, or send them another way. */
  private static final Set<String> LIMITS =
      Set.of("align", "max-transfer", "opt-write-zero", "max-write-zero");

  private final GraphEdit edit;
  private final InjectedErrors errors;
  private final Workpiece piece;

  public Requests(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    errors = new InjectedErrors(edit);
  }

  /**
   * Reads.
   *
   * @return what it fails with, if so
   * @throws OutsideModel where that is not known
   */
  public Optional<HostError> read(int number, long offset, long bytes) {
    if (!errors.mayFail(number)) {
      return Optional.empty();
    }
    return switch (edit.node(number).state()) {
      case DriverState.Raw raw -> {
        happens(below(number), "read_aio");
        yield read(below(number), offset + raw.offset(), bytes);
      }
      case DriverState.Blkdebug ignored -> through(number, Request.READ, offset, bytes);
      case DriverState.Qcow2 ignored -> readImage(number, offset, bytes);
      case DriverState.CopyOnRead ignored -> throw untold(number);
      default -> {
        refuseUntold(number);
        yield read(below(number), offset, bytes);
      }
    };
  }

  /** Source: {@code qcow2_co_preadv_part}. */
  private Optional<HostError> readImage(int number, long offset, long bytes) {
    int backing = edit.childNumber(number, "backing");
    for (Extent part : new Extents(piece).own(number, offset, offset + bytes)) {
      Optional<HostError> error = Optional.empty();
      if (part.holder() == number) {
        error = readOwn(number, part);
      } else if (backing != Node.NOBODY) {
        happens(below(number), "read_backing_aio");
        error = read(backing, part.offset(), part.bytes());
      }
      if (error.isPresent()) {
        return error;
      }
    }
    return Optional.empty();
  }

  private Optional<HostError> readOwn(int number, Extent part) {
    if (part.kind() == Extent.Kind.UNKNOWN) {
      throw new OutsideModel("an error in a part of an image that may be read elsewhere");
    }
    return inImage(number, "read_aio", Request.READ);
  }

  /** Data of an image, whose place in the file is not known, after what leads there. */
  private Optional<HostError> inImage(int number, String event, Request request) {
    if (!errors.ownFileMayFail(number)) {
      return Optional.empty();
    }
    int file = below(number);
    refuseOtherEvents(file, event, request);
    if (errors.injectionOf(file).errors().stream().anyMatch(rule -> rule.offset() != -1)) {
      throw new OutsideModel("an error in a file at a place where an image may have data");
    }
    happens(file, event);
    return through(file, request, 0, 1);
  }

  /** Tables of an image come before its data: they must not fail. */
  private void refuseOtherEvents(int file, String event, Request request) {
    Injection injection = errors.injectionOf(file);
    if (!injection.injects()
        || injection.errors().stream().anyMatch(rule -> !rule.event().equals(event))
        || injection.errors().stream().anyMatch(rule -> !rule.once())
        || injection.isActiveFor(request)) {
      throw new OutsideModel("errors in a file in which an image lies");
    }
  }

  /** Writes data, which is no zeroes throughout; otherwise as {@link #read}. */
  public Optional<HostError> write(int number, long offset, long bytes) {
    if (!errors.mayFail(number)) {
      return Optional.empty();
    }
    if (edit.node(number).detectZeroes() != DetectZeroes.OFF) {
      throw new OutsideModel("an error where zeroes are looked for");
    }
    return switch (edit.node(number).state()) {
      case DriverState.Raw raw -> {
        happens(below(number), "write_aio");
        yield write(below(number), offset + raw.offset(), bytes);
      }
      case DriverState.Blkdebug ignored -> {
        happens(number, "pwritev");
        Optional<HostError> error = through(number, Request.WRITE, offset, bytes);
        happens(number, "pwritev_done");
        yield error;
      }
      case DriverState.Qcow2 image -> {
        refuseCopying(number, image.header().clusterSize(), offset, bytes);
        yield inImage(number, "write_aio", Request.WRITE);
      }
      case DriverState.Compress ignored -> throw untold(number);
      case DriverState.CopyBeforeWrite ignored -> throw untold(number);
      default -> {
        refuseUntold(number);
        yield write(below(number), offset, bytes);
      }
    };
  }

  /** For the rest of a cluster that is not there yet the backing file is read. */
  private void refuseCopying(int image, long cluster, long offset, long bytes) {
    int backing = edit.childNumber(image, "backing");
    boolean whole = offset % cluster == 0 && (offset + bytes) % cluster == 0;
    if (!whole && backing != Node.NOBODY && errors.readingMatters(backing)) {
      throw new OutsideModel("errors of what a write to a part of a cluster reads");
    }
  }

  /**
   * Writes data to an image in a file, at a place that is known.
   *
   * @param place where in the file
   */
  public Optional<HostError> writeIn(int image, long place, long bytes) {
    if (!errors.ownFileMayFail(image)) {
      return Optional.empty();
    }
    int file = below(image);
    refuseOtherEvents(file, "write_aio", Request.WRITE);
    happens(file, "write_aio");
    return write(file, place, bytes);
  }

  /** Writes zeroes; otherwise as {@link #read}. */
  public Optional<HostError> writeZeroes(int number, long offset, long bytes) {
    if (!errors.mayFail(number)) {
      return Optional.empty();
    }
    return switch (edit.node(number).state()) {
      case DriverState.Raw raw -> writeZeroes(below(number), offset + raw.offset(), bytes);
      case DriverState.Blkdebug ignored -> {
        happens(number, "pwritev_zero");
        Optional<HostError> error = through(number, Request.WRITE_ZEROES, offset, bytes);
        happens(number, "pwritev_done");
        yield error;
      }
      case DriverState.Qcow2 ignored -> throw untold(number);
      case DriverState.Compress ignored -> throw untold(number);
      case DriverState.CopyBeforeWrite ignored -> throw untold(number);
      default -> {
        refuseUntold(number);
        yield writeZeroes(below(number), offset, bytes);
      }
    };
  }

  /** A request to a blkdebug node itself. Source: {@code rule_check}. */
  private Optional<HostError> through(int number, Request request, long offset, long bytes) {
    refuseLimits(number);
    DriverState.Blkdebug filter = (DriverState.Blkdebug) edit.node(number).state();
    Optional<Injection.ErrorRule> rule = filter.injection().failing(request, offset, bytes);
    if (rule.isPresent()) {
      HostError error = HostError.of(rule.get().error());
      edit.replace(edit.node(number).with(filter.with(filter.injection().after(rule.get()))));
      return Optional.of(error);
    }
    return switch (request) {
      case READ -> read(below(number), offset, bytes);
      case WRITE -> write(below(number), offset, bytes);
      case WRITE_ZEROES -> writeZeroes(below(number), offset, bytes);
      case DISCARD, FLUSH, BLOCK_STATUS -> Optional.empty();
    };
  }

  private void refuseLimits(int number) {
    Node node = edit.node(number);
    DriverState.Blkdebug filter = (DriverState.Blkdebug) node.state();
    boolean uncounted =
        filter.injection().moves().stream().anyMatch(move -> UNCOUNTED.contains(move.event()));
    if (filter.injects() && uncounted) {
      throw new OutsideModel("errors in a state that opening and flushing lead to");
    }
    if (filter.injects() && filter.injection().mayFail(Request.BLOCK_STATUS)) {
      throw new OutsideModel("errors of block status");
    }
    if (filter.injects() && LIMITS.stream().anyMatch(node.options()::has)) {
      throw new OutsideModel("errors of requests that are split");
    }
  }

  /** Source: {@code bdrv_debug_event}: nothing but blkdebug listens, and only right there. */
  private void happens(int number, String event) {
    Node node = edit.node(number);
    if (node.state() instanceof DriverState.Blkdebug filter) {
      edit.replace(node.with(filter.with(filter.injection().on(event))));
    }
  }

  private int below(int number) {
    return edit.childNumber(number, edit.node(number).driver().primaryChild());
  }

  private void refuseUntold(int number) {
    switch (edit.node(number).driver()) {
      case THROTTLE, COMPRESS, COPY_ON_READ, COPY_BEFORE_WRITE, COMMIT_TOP, MIRROR_TOP -> {}
      default -> throw untold(number);
    }
  }

  private OutsideModel untold(int number) {
    return new OutsideModel("errors below " + edit.node(number).driver().qapiName());
  }
}
