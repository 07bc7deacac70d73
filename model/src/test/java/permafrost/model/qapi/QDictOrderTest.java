package permafrost.model.qapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QDictOrderTest {

  @Test
  void sortsByBucket() {
    assertThat(QDictOrder.bucket("read-zeroes")).isEqualTo(86);
    assertThat(QDictOrder.bucket("locking")).isEqualTo(52);
    assertThat(QDictOrder.iterate(List.of("force-share", "latency-ns", "size", "read-zeroes")))
        .containsExactly("read-zeroes", "size", "latency-ns", "force-share");
  }

  @Test
  void putsTheLatestOfABucketFirst() {
    // The third letter is shifted out of the bucket's bits.
    String other = "sire";
    assertThat(QDictOrder.bucket(other)).isEqualTo(QDictOrder.bucket("size"));

    assertThat(QDictOrder.iterate(List.of("size", other))).containsExactly(other, "size");
    assertThat(QDictOrder.iterate(List.of(other, "size"))).containsExactly("size", other);
  }

  @Test
  void flattensNestedOptions() throws IOException {
    ObjectNode nested =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"file": {"driver": "file", "filename": "x"}, "driver": "quorum",
                     "children": ["a", {"driver": "raw", "file": "b"}], "empty": {}}
                    """);

    assertThat(Flattening.of(nested).keySet())
        .startsWith("driver", "empty")
        .containsExactlyInAnyOrder(
            "driver",
            "empty",
            "file.driver",
            "file.filename",
            "children.0",
            "children.1.driver",
            "children.1.file");
  }
}
