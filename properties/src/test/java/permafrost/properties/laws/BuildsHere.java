package permafrost.properties.laws;

import java.util.ArrayList;
import java.util.List;
import permafrost.fixtures.qemu.QemuBuild;
import permafrost.fixtures.qemu.QemuBuilds;
import permafrost.fixtures.qemu.Schemas;

/**
 * The QEMUs that tests run on which hold of every version: the one that is there anyway, and of the
 * others ({@code permafrost qemu list}) one of each version that the model knows.
 */
public final class BuildsHere {

  private static final List<QemuBuild> TESTED = find();

  private BuildsHere() {}

  /** At least one; the one that is there anyway first. */
  public static List<QemuBuild> tested() {
    return TESTED;
  }

  /** Says on its standard output which they are; the summary of {@code .ci/run} has these lines. */
  private static List<QemuBuild> find() {
    QemuBuilds builds = QemuBuilds.ofThisMachine(System.out::println);
    Schemas schemas = Schemas.load();
    List<QemuBuild> tested = new ArrayList<>(List.of(builds.found()));
    for (QemuBuild build : builds.all()) {
      boolean known = schemas.standing(build.version()).known();
      if (known && tested.stream().noneMatch(t -> t.version().equals(build.version()))) {
        tested.add(build);
      } else if (!tested.contains(build)) {
        String why = known ? "another of this version is" : "the model does not know this version";
        System.out.println("not tested: QEMU " + build + ", " + why);
      }
    }
    tested.forEach(build -> System.out.println("tested on QEMU " + build));
    return List.copyOf(tested);
  }
}
