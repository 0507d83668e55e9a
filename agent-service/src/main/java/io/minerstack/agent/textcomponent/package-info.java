/**
 * The components whose answer is the model's text: complete, refine, feedback and summary.
 *
 * <p>The model is asked for JSON with a notebook only if the reply may have a notebook ({@code NotebookEligibility}).
 * In all other cases the model is asked for plain text: a model with 135 million parameters writes poor answers inside
 * JSON, and a large model loses nothing without JSON. Both kinds of reply go through the same parser, so a model that
 * answers in JSON without being asked is understood.
 */
@NullMarked
package io.minerstack.agent.textcomponent;

import org.jspecify.annotations.NullMarked;
