package permafrost.properties.bench;

/**
 * The speeds of one run.
 *
 * @param checkedStepsPerSecond commands with both queries, predicted and compared
 * @param checkedToBare that, as a share of what a bare loop gets with the same commands and queries
 * @param checkedToNaive that, over the same steps written and sent the usual way, checked as well
 * @param bytesPerStep what is sent to QEMU for a step, in bytes
 * @param naiveBytesPerStep the same in the usual encoding
 * @param modelStepsPerSecond commands that the model predicts, on one core
 * @param modelPredictionsPerSecond its predictions, both queries after each command included
 * @param startMillis from starting a daemon until it has taken its first command, median
 * @param bareStartMillis from starting the same program until it greets on a pipe, median
 */
public record Measurements(
    double checkedStepsPerSecond,
    double checkedToBare,
    double checkedToNaive,
    double bytesPerStep,
    double naiveBytesPerStep,
    double modelStepsPerSecond,
    double modelPredictionsPerSecond,
    double startMillis,
    double bareStartMillis) {}
