package permafrost.properties.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import permafrost.properties.campaign.Extent;
import permafrost.properties.campaign.Progress;
import permafrost.properties.campaign.Tally;

/** A line on the terminal that shows how a campaign goes; nothing where there is no terminal. */
final class TerminalProgress implements Progress, AutoCloseable {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final Optional<ProgressBar> bar;
  private final Extent extent;
  private final int refusals;

  private TerminalProgress(Optional<ProgressBar> bar, Extent extent, int refusals) {
    this.refusals = refusals;
    this.bar = bar;
    this.extent = extent;
  }

  static TerminalProgress open(Extent extent, int refusals) {
    return new TerminalProgress(
        isTerminal() ? Optional.of(bar(extent)) : Optional.empty(), extent, refusals);
  }

  private static ProgressBar bar(Extent extent) {
    return new ProgressBarBuilder()
        .setTaskName("fuzz")
        .setInitialMax(extent.cases().orElse(extent.time().toSeconds()))
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .clearDisplayOnFinish()
        .build();
  }

  /** The bar is drawn on standard error; what that is connected to, Linux tells. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void update(Tally tally, long nanos, int divergences) {
    bar.ifPresent(shown -> {
      shown.stepTo(extent.cases().isPresent() ? tally.cases() : nanos / 1_000_000_000L);
      shown.setExtraMessage(
          "%d cases, %.0f steps/s, %d of %d refusals, %d divergences"
              .formatted(
                  tally.cases(),
                  tally.steps() * 1e9 / Math.max(nanos, 1),
                  tally.refusals().size(),
                  refusals,
                  divergences));
    });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
