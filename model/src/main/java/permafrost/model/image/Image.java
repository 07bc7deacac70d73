package permafrost.model.image;

/** What a file holds, as far as opening it tells. */
public interface Image {}
