package permafrost.model.blockjob;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import permafrost.model.OutsideModel;
import permafrost.model.data.HostError;
import permafrost.model.data.InjectedErrors;
import permafrost.model.data.Requests;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Node;
import permafrost.model.job.Course;
import permafrost.model.job.IoError;
import permafrost.model.job.IoStatus;
import permafrost.model.open.Flushing;
import permafrost.model.open.Workpiece;

/**
 * Which I/O errors a job meets on its way, and what becomes of it then.
 *
 * @param policy what it does about them
 * @param source the number of the node that it reads
 * @param target the number of the node that it writes to
 * @param place where in the target's file its first data will stand, in bytes, where that is an
 *     empty image
 * @param insists whether an ignored error is tried again, as all but stream do
 */
record IoErrors(ErrorPolicy policy, int source, int target, OptionalLong place, boolean insists) {

  /** How many errors there may be before they count as having no end. */
  private static final int MOST = 8;

  private static final int MOST_COPIES = 256;

  /** One request that failed. */
  private record Failure(IoError.Operation operation, HostError error) {}

  /** Those of a job that copies from one node to another. */
  static IoErrors of(Workpiece piece, ErrorPolicy policy, int source, int target) {
    OptionalLong place = new Emptiness(piece).firstData(Chain.skipFilters(piece.edit(), target));
    return new IoErrors(policy, source, target, place, true);
  }

  /**
   * Those of a stream, which writes by reading.
   *
   * @param below what it reads
   * @param node where the data goes
   */
  static IoErrors ofStream(ErrorPolicy policy, int below, int node) {
    return new IoErrors(policy, below, node, OptionalLong.empty(), false);
  }

  /** Whether there may be some. */
  boolean mayHappen(Workpiece piece) {
    InjectedErrors errors = new InjectedErrors(piece.edit());
    return (source != Node.NOBODY && errors.mayFail(source)) || errors.mayFail(target);
  }

  /**
   * The course of a job with them, of which the one without them is known.
   *
   * @param copies what it copies, in order
   */
  Course of(Course calm, Workpiece piece, Supplier<List<Copy>> copies) {
    if (!mayHappen(piece) || calm instanceof Course.Unknown || calm instanceof Course.Fails) {
      return calm;
    }
    return calm.equals(Course.HELD)
        ? new Course.Unknown("errors of a job that its speed holds")
        : first(calm, piece, copies.get());
  }

  /** The course of a job that flushes its target, which an NBD client may let fail. */
  Course ofFlush(Course calm, Workpiece piece) {
    if (piece.jobs().done().drainAtTheirEnd()
        && !Flushing.clients(piece.edit(), target).isEmpty()) {
      return new Course.Unknown("a flush through an NBD client that a job may keep drained");
    }
    if (!Flushing.fails(piece, target)) {
      return calm;
    }
    IoError error =
        new IoError(IoError.Operation.WRITE, policy.action(IoError.Operation.WRITE, HostError.EIO));
    return switch (error.action()) {
      case REPORT -> new Course.Meets(error, new Course.Fails(HostError.EIO.text()));
      case STOP -> new Course.Stops(error.operation(), IoStatus.FAILED);
      case IGNORE -> new Course.Unknown("errors without an end");
    };
  }

  private Course first(Course calm, Workpiece piece, List<Copy> copies) {
    InjectedErrors errors = new InjectedErrors(piece.edit());
    int left = errors.errorsLeft(source, target);
    if (copies.size() > 1 && left > 1 || copies.size() > MOST_COPIES) {
      return new Course.Unknown("which of several requests fail");
    }
    Course course = from(0, 0, MOST, calm, piece, copies);
    return errors.flushingMayFail(target) ? new Course.Unknown("errors of flushing") : course;
  }

  /** From one copy on, so many bytes after the first. */
  private Course from(
      int at, long done, int most, Course calm, Workpiece piece, List<Copy> copies) {
    if (at == copies.size() || !mayHappen(piece)) {
      return calm;
    }
    Copy copy = copies.get(at);
    Optional<Failure> failure = copy(piece, copy, done);
    if (failure.isEmpty()) {
      return from(at + 1, done + copy.bytes(), most, calm, piece, copies);
    }
    IoError.Operation operation = failure.get().operation();
    HostError error = failure.get().error();
    Course fails = new Course.Fails(error.text());
    IoError.Action action = policy.action(operation, error);
    return switch (action) {
      case REPORT -> new Course.Meets(new IoError(operation, action), fails);
      case STOP ->
          new Course.Stops(
              operation, error == HostError.ENOSPC ? IoStatus.NOSPACE : IoStatus.FAILED);
      case IGNORE -> {
        if (most == 0) {
          yield new Course.Unknown("errors without an end");
        }
        Course next =
            insists
                ? from(at, done, most - 1, calm, piece, copies)
                : from(at + 1, done, most - 1, failing(calm, fails), piece, copies);
        yield new Course.Meets(new IoError(operation, action), next);
      }
    };
  }

  /** The first error counts. */
  private static Course failing(Course calm, Course fails) {
    return calm instanceof Course.Fails ? calm : fails;
  }

  private Optional<Failure> copy(Workpiece piece, Copy copy, long done) {
    Requests requests = new Requests(piece);
    return switch (copy.kind()) {
      case DATA -> {
        Optional<Failure> reading =
            requests.read(source, copy.offset(), copy.bytes()).map(this::ofReading);
        yield reading.isPresent() ? reading : write(piece, copy, done);
      }
      case ZEROES -> requests.writeZeroes(target, copy.offset(), copy.bytes()).map(this::ofWriting);
      case DISCARD -> {
        if (piece.edit().node(target).flags().unmap()
            && new InjectedErrors(piece.edit()).mayFail(target)) {
          throw new OutsideModel("errors of discards");
        }
        yield Optional.empty();
      }
      case UNKNOWN -> throw new OutsideModel("errors of what may be no data");
    };
  }

  private Optional<Failure> write(Workpiece piece, Copy copy, long done) {
    Requests requests = new Requests(piece);
    int image = Chain.skipFilters(piece.edit(), target);
    Optional<HostError> error =
        place.isPresent()
            ? requests.writeIn(image, place.getAsLong() + done, copy.bytes())
            : requests.write(target, copy.offset(), copy.bytes());
    return error.map(this::ofWriting);
  }

  private Failure ofReading(HostError error) {
    return new Failure(IoError.Operation.READ, error);
  }

  /** A stream tells of all as errors of reading. */
  private Failure ofWriting(HostError error) {
    return new Failure(insists ? IoError.Operation.WRITE : IoError.Operation.READ, error);
  }
}
