package permafrost.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {

  private static final Image RAW = new Image.Raw(512);
  private static final Files FILES =
      Files.NONE.with("a", RAW).with("d", new Image.Folder()).with("d/b", RAW);

  @ParameterizedTest
  @ValueSource(strings = {"a", "./a", "$DIR/a", ".//a", "d/../a", "$DIR/./d/../a"})
  void findAFileByEachOfItsPaths(String path) {
    assertThat(FILES.at(path)).contains(RAW);
    assertThat(Files.same(path, "a")).isTrue();
    assertThat(Files.NONE.with("d", new Image.Folder()).with(path, RAW).at("a")).contains(RAW);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "./", "$DIR", "$DIR/", "d", "d/", "d/."})
  void findFolders(String path) {
    assertThat(FILES.at(path)).contains(new Image.Folder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b", "d/a", "$DIR/b", "e/a", "DIR/a", "e/../a"})
  void findNothingWhereNothingIs(String path) {
    assertThat(FILES.at(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/", "a/b", "a/../a", "d/b/c"})
  void findTheWayBarredByWhatIsNoFolder(String path) {
    assertThat(FILES.at(path)).contains(new Image.Barred("Not a directory"));
  }

  @Test
  void findNothingByANameThatIsTooLong() {
    assertThat(FILES.at("x".repeat(256))).contains(new Image.Barred("File name too long"));
    assertThat(FILES.at("d/".repeat(2048))).contains(new Image.Barred("File name too long"));
    assertThat(FILES.at("x".repeat(255))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "../a", "$SOCK/a", "d/../../a", "$DIRa"})
  void doNotSayWhatLiesOutside(String path) {
    assertThat(FILES.at(path)).get().isInstanceOf(Image.Opaque.class);
  }

  @Test
  void tellFilesApart() {
    assertThat(Files.same("a", "d/a")).isFalse();
    assertThat(Files.same("$DIR/a", "/a")).isFalse();
  }
}
