package permafrost.properties.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DivergenceTest {

  @Test
  void aDeathIsLikeOneOfTheSameCommandAfterItsReply() {
    Divergence before = of(Kind.DEATH, "death SIGFPE at drive-backup, expected success");
    Divergence after = of(Kind.DEATH, "death SIGFPE at drive-backup");

    assertThat(before.isLike(after)).isTrue();
    assertThat(after.isLike(before)).isTrue();
  }

  @Test
  void isNotLikeAnythingElse() {
    Divergence refused = of(Kind.DEATH, "death SIGFPE at drive-backup, expected NODE_BUSY");

    assertThat(of(Kind.DEATH, "death SIGFPE at drive-backup, expected success").isLike(refused))
        .isFalse();
    assertThat(of(Kind.DEATH, "death SIGSEGV at drive-backup").isLike(refused)).isFalse();
    assertThat(of(Kind.HANG, "hang at quit").isLike(of(Kind.HANG, "hang at quit, expected x")))
        .isFalse();
    assertThat(refused.isLike(refused)).isTrue();
  }

  private static Divergence of(Kind kind, String signature) {
    return new Divergence(kind, signature, 1, Optional.empty(), "", "", "", "");
  }
}
