/**
 * Random cases: sequences of commands made by walking the model, each command with its prediction.
 *
 * <p>{@link permafrost.properties.generate.Repertoire} lists all kinds of commands and their
 * weights; an {@link permafrost.properties.generate.Idea} is one way to make one; an {@link
 * permafrost.properties.generate.Avoidance} keeps most cases away from a known divergence.
 */
package permafrost.properties.generate;
