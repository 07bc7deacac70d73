package permafrost.model.job;

import java.util.Optional;

/**
 * A job that a command wants.
 *
 * @param id the command's {@code job-id}
 * @param deviceName the name of the device that gives the id where the command does not; empty for
 *     a node without a device
 * @param work what it is to do
 * @param autoFinalize the command's {@code auto-finalize}
 * @param autoDismiss the command's {@code auto-dismiss}
 */
public record NewJob<C>(
    Optional<String> id,
    String deviceName,
    JobWork<C> work,
    boolean autoFinalize,
    boolean autoDismiss) {}
