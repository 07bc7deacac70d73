package permafrost.properties.campaign;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * What another thread makes.
 *
 * @param future by which it makes it; fails with unchecked exceptions only
 */
public record Pending<T>(Future<T> future) {

  /** Waits for it; throws what it failed with. */
  public T get() {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
